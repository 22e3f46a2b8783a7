import type { Status } from "@/api/types";
import { useI18n } from "@/i18n";
import { toneOf } from "@/lib/status";
import type { PageProgress } from "@/queries/progress";
import classes from "./StatusChip.module.css";

interface Props {
  status: Status;
  /** Live progress, while it is read. */
  progress?: PageProgress;
  /** Pages of the file, 0 while unknown. */
  pages: number;
}

/** How far a document is: a word with its colour and, while it is read, a bar of real progress. */
export function StatusChip({ status, progress, pages }: Props) {
  const { t, name } = useI18n();
  const total = progress?.pages || pages;
  const read = progress?.read.length ?? 0;
  const waits = status === "processing" && progress?.begun === false;
  const reading = status === "processing" && total > 0 && progress?.begun === true;
  const words = !reading
    ? name("status", waits ? "queued" : status)
    : read >= total
      ? t("status.understanding")
      : t("status.page", { page: read + 1, pages: total });
  return (
    <span className={classes.chip} data-tone={waits ? "idle" : toneOf(status)}>
      <span className={classes.dot} aria-hidden />
      <span className={classes.words}>{words}</span>
      {reading && (
        <span
          className={classes.track}
          role="progressbar"
          aria-label={words}
          aria-valuemin={0}
          aria-valuemax={total}
          aria-valuenow={read}
        >
          <span className={classes.bar} style={{ width: `${(100 * read) / total}%` }} />
        </span>
      )}
    </span>
  );
}
