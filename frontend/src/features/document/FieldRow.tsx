import { useEffect, useId, useRef, useState } from "react";
import type { Document, Field } from "@/api/types";
import { useI18n } from "@/i18n";
import { certaintyOf, isZone, kindOf } from "@/lib/fields";
import { Zone } from "@/ui/Zone";
import { FieldHistory } from "./FieldHistory";
import classes from "./FieldPanel.module.css";
import type { Pointing } from "./usePointing";
import { reasonWords } from "./words";

interface Props {
  document: Document;
  name: string;
  field: Field;
  /** The page in view; a field of another page says which. */
  page: number;
  pointing: Pointing;
}

/** One field: label, value, how sure, and why it needs a look. */
export function FieldRow({ document, name: key, field, page, pointing }: Props) {
  const i18n = useI18n();
  const { t, name, format } = i18n;
  const row = useRef<HTMLLIElement>(null);
  const active = pointing.active === key;
  const lit = pointing.hovered === key;
  useEffect(() => {
    if (active || lit) row.current?.scrollIntoView?.({ block: "nearest" });
  }, [active, lit]);
  const reasons = [...new Set(field.reasons.map((reason) => reasonWords(i18n, reason, field)))];
  const lines = useId();
  const zone = isZone(key) && field.value !== null ? lines : undefined;
  const doubt = field.reasons.includes("low_confidence");
  return (
    <li
      ref={row}
      className={classes.field}
      data-certainty={certaintyOf(field)}
      data-active={active || undefined}
      data-lit={lit || undefined}
      onMouseEnter={() => pointing.hover(key)}
      onMouseLeave={() => pointing.hover(null)}
    >
      <button
        type="button"
        className={classes.main}
        aria-pressed={active}
        aria-describedby={zone}
        onClick={() => pointing.pick(key)}
      >
        <span className={classes.label}>{name("field", key)}</span>
        {zone ? <span /> : <Value name={key} value={field.value} raw={field.raw} />}
        <span className={classes.side}>
          {field.page > 0 && field.page !== page && (
            <span className={classes.chip}>{t("document.onPage", { page: field.page })}</span>
          )}
          {reasons.map((words) => (
            <span key={words} className={classes.chip} data-tone={field.flagged ? "look" : undefined}>
              {words}
            </span>
          ))}
          {!doubt && field.value !== null && (
            <span
              className={classes.chip}
              data-tone={certaintyOf(field)}
              title={`${t("document.confidence", { percent: format.percent(field.confidence) })}, ${name("origin", field.origin)}`}
            >
              {format.percent(field.confidence)}
            </span>
          )}
        </span>
      </button>
      {zone && field.value !== null && <Zone id={zone} lines={field.value} className={classes.zone} />}
      <More document={document} name={key} field={field} active={active} pointing={pointing} />
    </li>
  );
}

function Value({ name, value, raw }: { name: string; value: string | null; raw: string }) {
  const { t, format } = useI18n();
  if (value === null) {
    return (
      <span className={classes.value} data-none>
        {t("document.notFound")}
      </span>
    );
  }
  const kind = kindOf(name);
  const words = kind === "money" ? format.money(value) : kind === "date" ? format.date(value) : value;
  return (
    <span className={classes.value} title={raw && raw !== words ? raw : undefined}>
      {words}
    </span>
  );
}

interface MoreProps extends Omit<Props, "page"> {
  active: boolean;
}

function More({ document, name: key, field, active, pointing }: MoreProps) {
  const { t, format } = useI18n();
  const [open, setOpen] = useState(false);
  const [history, setHistory] = useState(false);
  const candidates = field.candidates;
  const touched = active || history || field.origin === "corrected" || field.origin === "confirmed";
  if (candidates.length === 0 && !touched) return null;
  return (
    <div className={classes.more}>
      {candidates.length > 0 && (
        <button type="button" className={classes.toggle} aria-expanded={open} onClick={() => setOpen(!open)}>
          {t("document.candidates", { count: candidates.length })}
        </button>
      )}
      {touched && (
        <button
          type="button"
          className={classes.toggle}
          aria-expanded={history}
          onClick={() => setHistory(!history)}
        >
          {t("review.historyShow")}
        </button>
      )}
      {history && <FieldHistory document={document} name={key} />}
      {open && (
        <ol className={classes.candidates}>
          {candidates.map((candidate) => (
            <li key={`${candidate.value}|${candidate.page}|${candidate.box?.join()}`}>
              <button
                type="button"
                className={classes.toggle}
                onMouseEnter={() => pointing.mark([candidate])}
                onMouseLeave={() => pointing.mark([])}
                onClick={() => pointing.show(candidate)}
              >
                {candidate.value}
              </button>
              <span>{format.percent(candidate.confidence)}</span>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
