import { Button, CloseButton, Progress, Text } from "@mantine/core";
import { IconArrowBackUp, IconPlayerStop } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { type I18n, useI18n } from "@/i18n";
import type { BulkFailure, BulkState } from "@/queries/bulk";
import { useBulk, useBulkState } from "@/queries/useBulk";
import classes from "./BulkBar.module.css";

/** What is being done to many documents: how far it is, how it went, and the way back. */
export function BulkBar() {
  const { t } = useI18n();
  const bulk = useBulk();
  const state = useBulkState();
  const [open, setOpen] = useState(false);
  if (!state) return null;
  const tried = state.done.length + state.failed.length;
  const stuck = state.failed.filter((f) => f.failure.code === "unreviewed_fields").map((f) => f.id);
  return (
    <section className={classes.bar} aria-label={t("bulk.region")}>
      <div className={classes.line}>
        <Text size="sm" fw={600} role="status">
          {words(state, t)}
        </Text>
        {state.running ? (
          <>
            <Progress.Root size={6} className={classes.track}>
              <Progress.Section
                value={(100 * tried) / state.total}
                aria-label={t("bulk.progress")}
                color="var(--dc-working)"
              />
            </Progress.Root>
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              leftSection={<IconPlayerStop size={14} aria-hidden />}
              onClick={() => bulk.stop()}
            >
              {t("bulk.stop")}
            </Button>
          </>
        ) : (
          <span className={classes.verbs}>
            {stuck.length > 0 && state.verb === "approve" && (
              <Button size="compact-sm" variant="default" onClick={() => void bulk.run("approveRest", stuck)}>
                {t("bulk.approveRest", { count: stuck.length })}
              </Button>
            )}
            {state.failed.length > 0 && (
              <Button
                size="compact-sm"
                variant="subtle"
                color="gray"
                aria-expanded={open}
                onClick={() => setOpen(!open)}
              >
                {open ? t("bulk.hideReasons") : t("bulk.showReasons")}
              </Button>
            )}
            {undoable(state) && (
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconArrowBackUp size={14} aria-hidden />}
                onClick={() => void bulk.undo()}
              >
                {t("bulk.undo")}
              </Button>
            )}
            <CloseButton size="sm" aria-label={t("common.dismiss")} onClick={() => bulk.dismiss()} />
          </span>
        )}
      </div>
      {open && !state.running && state.failed.length > 0 && <Reasons failed={state.failed} />}
    </section>
  );
}

const undoable = ({ verb, done }: BulkState) =>
  done.length > 0 && (verb === "approve" || verb === "approveRest" || verb === "retype");

/** One sentence for where it stands. */
function words(state: BulkState, t: I18n["t"]): string {
  const { verb, total, done, failed, running, stopped } = state;
  const group = verb === "approveRest" ? "approve" : verb;
  if (running) return t(`bulk.${group}.running`, { done: done.length + failed.length, total });
  return [
    t(`bulk.${group}.done`, { count: done.length }),
    failed.length > 0 ? t("bulk.failed", { count: failed.length }) : "",
    stopped ? t("bulk.stopped", { count: total - done.length - failed.length }) : "",
  ]
    .filter(Boolean)
    .join(" · ");
}

/** Most reasons told at once. */
const MOST = 200;

function Reasons({ failed }: { failed: readonly BulkFailure[] }) {
  const { failure: say } = useI18n();
  return (
    <ul className={classes.reasons}>
      {failed.slice(0, MOST).map(({ id, name, failure }) => {
        const said = say(failure);
        return (
          <li key={id}>
            <Link to="/documents/$id" params={{ id }} className={classes.name}>
              {name}
            </Link>
            <span>
              {said.message} <span className={classes.soft}>{said.hint}</span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
