import { useInterval } from "@mantine/hooks";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconExternalLink,
  IconFileText,
  IconLayoutGrid,
  IconPlayerSkipForward,
} from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { Document } from "@/api/types";
import { useI18n } from "@/i18n";
import type { EditState } from "@/queries/edits";
import classes from "./Bars.module.css";
import { type Pace, usual } from "./pace";
import { ReviewButton } from "./ReviewButton";
import { timeWords } from "./shown";
import { flaggedCells } from "./tables";
import type { Review } from "./useReview";

interface Props {
  document: Document;
  review: Review;
  waiting: number;
  decided: number;
  pace: Pace;
  state: EditState;
}

/** How far the work is: what waits, what is left in this one, and the time it takes. */
export function TopStrip({ document, review, waiting, decided, pace, state }: Props) {
  const { t, name } = useI18n();
  const { attention, asksType } = review.walk;
  const left = attention.length + (asksType ? 1 : 0) + flaggedCells(document);
  const total = decided + Math.max(waiting, 1);
  return (
    <div className={classes.strip}>
      <h1 className={classes.title} title={document.file.name}>
        {document.file.name}
      </h1>
      {document.type.name && <span className={classes.type}>{name("type", document.type.name)}</span>}
      <div className={classes.facts}>
        <strong>{t("review.waiting", { count: waiting })}</strong>
        <span>{left > 0 ? t("review.leftHere", { count: left }) : t("review.nothingLeft")}</span>
        <span>{t("review.position", { index: Math.min(decided + 1, total), total })}</span>
      </div>
      <Meter pace={pace} />
      <Saving state={state} />
      <div className={classes.buttons}>
        <ReviewButton id="review.undo" icon={IconArrowBackUp} context={review.context} />
        <ReviewButton id="review.redo" icon={IconArrowForwardUp} context={review.context} />
        <ReviewButton id="review.skip" icon={IconPlayerSkipForward} context={review.context} />
        <ReviewButton id="review.together" icon={IconLayoutGrid} context={review.context} />
        <ReviewButton id="review.document" icon={IconFileText} context={review.context} />
        <ReviewButton id="review.page" icon={IconExternalLink} context={review.context} />
      </div>
    </div>
  );
}

/** Time on this document beside the usual; it only tells, it never hurries. */
function Meter({ pace }: { pace: Pace }) {
  const i18n = useI18n();
  const [now, setNow] = useState(() => Date.now());
  useInterval(() => setNow(Date.now()), 1000, { autoInvoke: true });
  const each = usual(pace);
  const here = Math.max(0, now - pace.since);
  const words =
    each === null ? timeWords(i18n, here) : i18n.t("review.pace", { time: timeWords(i18n, each) });
  return (
    <div
      className={classes.meter}
      title={i18n.t("review.paceLabel", {
        time: each === null ? "–" : timeWords(i18n, each),
        now: timeWords(i18n, here),
      })}
    >
      <span className={classes.track} aria-hidden>
        <span style={{ width: `${Math.min(100, (100 * here) / (each ?? 30_000))}%` }} />
      </span>
      {words}
    </div>
  );
}

/** Says that something is on its way only when that takes a while. */
function Saving({ state }: { state: EditState }) {
  const { t } = useI18n();
  const busy = state.waiting > 0;
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!busy) return setSlow(false);
    const timer = setTimeout(() => setSlow(true), 400);
    return () => clearTimeout(timer);
  }, [busy]);
  return <span className={classes.saving}>{slow ? t("review.saving") : t("review.saved")}</span>;
}
