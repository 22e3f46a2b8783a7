import { Title } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { BulkBar } from "@/features/inbox/BulkBar";
import { useI18n } from "@/i18n";
import { useCauses } from "@/queries/library";
import { Loaded } from "@/ui/Loaded";
import { CauseGroup } from "./CauseGroup";
import classes from "./Failed.module.css";

/** What could not be read, grouped by why, each with its cure in place. */
export function FailedPage() {
  const { t } = useI18n();
  const causes = useCauses();
  return (
    <div className={classes.frame}>
      <div className={classes.scroll}>
        <div className={classes.page}>
          <header>
            <Title order={1} fz={20}>
              {t("failed.title")}
            </Title>
            <p className={classes.hint}>{t("failed.hint")}</p>
          </header>
          <Loaded query={causes}>
            {(all) =>
              all.length === 0 ? (
                <Nothing />
              ) : (
                all.map((cause) => <CauseGroup key={cause.code} cause={cause} />)
              )
            }
          </Loaded>
        </div>
      </div>
      <BulkBar />
    </div>
  );
}

function Nothing() {
  const { t } = useI18n();
  return (
    <div className={classes.nothing}>
      <IconCircleCheck size={40} stroke={1.3} aria-hidden />
      <Title order={2} fz={16}>
        {t("failed.none")}
      </Title>
      <p className={classes.hint}>{t("failed.noneHint")}</p>
      <Link to="/" className={classes.link}>
        {t("app.toInbox")}
      </Link>
    </div>
  );
}
