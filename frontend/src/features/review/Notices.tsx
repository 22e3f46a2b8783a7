import { Button } from "@mantine/core";
import type { Document } from "@/api/types";
import { useI18n } from "@/i18n";
import { shownValue } from "@/lib/fields";
import type { Conflict, EditState, Edits } from "@/queries/edits";
import classes from "./Bars.module.css";
import type { Review } from "./useReview";

interface Props {
  document: Document;
  review: Review;
  edits: Edits;
  state: EditState;
}

/** What a person must know before going on; nothing of it stands in the way. */
export function Notices({ document, review, edits, state }: Props) {
  const { t, name } = useI18n();
  const mine = state.conflicts.filter((c) => c.id === document.id);
  return (
    <div role="status" aria-live="polite">
      {state.offline && (
        <p className={classes.bar} data-tone="failed">
          {t("review.offline", { count: state.waiting })}
        </p>
      )}
      {mine.map((conflict, i) => (
        <ConflictBar key={`${conflict.edit.kind} ${i}`} conflict={conflict} edits={edits} />
      ))}
      {review.asked.length > 0 && (
        <p className={classes.bar} data-tone="look">
          {t("review.stillOpen", { fields: review.asked.map((f) => name("field", f)).join(", ") })}
        </p>
      )}
      {review.context.papers > 0 && (
        <p className={`${classes.bar} ${classes.ask}`} data-tone="look">
          <span>{t("papers.ask", { count: review.context.papers })}</span>
          <Button size="compact-sm" onClick={review.context.takeApart} title={t("action.papers.apart")}>
            {t("papers.apart")}
            <kbd className={classes.kbd}>↵</kbd>
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            onClick={review.context.leaveTogether}
            title={t("action.papers.together")}
          >
            {t("papers.together")}
            <kbd className={classes.kbd}>Esc</kbd>
          </Button>
        </p>
      )}
      {!review.context.editable && (
        <p className={classes.bar} data-tone="plain">
          <span className={classes.grow}>{decided(t, document)}</span>
          {["approved", "rejected"].includes(document.status) && (
            <Button size="compact-sm" variant="default" onClick={review.context.reopen}>
              {t("review.reopen")}
            </Button>
          )}
        </p>
      )}
    </div>
  );
}

function decided(t: ReturnType<typeof useI18n>["t"], document: Document): string {
  if (document.status === "approved") return t("review.approved");
  if (document.status === "rejected") return t("review.rejected", { reason: document.review?.reason ?? "" });
  return t("review.notYet");
}

function ConflictBar({ conflict, edits }: { conflict: Conflict; edits: Edits }) {
  const { t, name, format } = useI18n();
  const { edit, theirs } = conflict;
  const field = edit.kind === "field" ? edit.field : "";
  const value = theirs.fields[field]?.value;
  return (
    <p className={classes.bar} data-tone="look">
      <span className={classes.grow}>
        {field
          ? t("review.conflict", {
              field: name("field", field),
              value: value == null ? t("review.conflictEmpty") : shownValue(format, field, value),
            })
          : t("review.conflictDocument")}
      </span>
      <Button size="compact-sm" variant="default" onClick={() => edits.resolve(conflict, false)}>
        {t("review.keepTheirs")}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => edits.resolve(conflict, true)}>
        {t("review.useMine")}
      </Button>
    </p>
  );
}
