import { Anchor, Button, Kbd } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Notice } from "@/app/Faults";
import { useI18n } from "@/i18n";
import classes from "./Together.module.css";
import type { Together } from "./useTogether";

/** Every field has been gone through: what can be approved now, and what needs a look by itself. */
export function End({ together }: { together: Together }) {
  const { t } = useI18n();
  const { group, context } = together;
  const { waiting = 0, ready = 0 } = group.data ?? {};
  const rest = waiting - ready;
  if (waiting === 0)
    return (
      <Notice title={t("together.none")} hint={t("together.noneHint")}>
        <Anchor component={Link} to="/">
          {t("app.toInbox")}
        </Anchor>
      </Notice>
    );
  return (
    <div className={classes.end}>
      {ready > 0 && (
        <section className={classes.outcome}>
          <h2>{t("together.ready", { count: ready })}</h2>
          <p>{t("together.readyHint")}</p>
          <Button size="md" onClick={context.approve}>
            {t("together.approveAll")}
            <Kbd size="xs" ml={10}>
              Ctrl ↵
            </Kbd>
          </Button>
        </section>
      )}
      {rest > 0 && (
        <section className={classes.outcome}>
          <h2>{t("together.rest", { count: rest })}</h2>
          <p>{t("together.restHint")}</p>
          <Button size="md" variant="default" component={Link} to="/review">
            {t("together.toSingle")}
            <Kbd size="xs" ml={10}>
              F2
            </Kbd>
          </Button>
        </section>
      )}
    </div>
  );
}
