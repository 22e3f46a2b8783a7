import { Loader } from "@mantine/core";
import { type ReactNode, useEffect, useId, useRef } from "react";
import type { Document } from "@/api/types";
import { useI18n } from "@/i18n";
import { isZone, type NamedField, shownValue } from "@/lib/fields";
import { Zone } from "@/ui/Zone";
import { chipsOf, issuesOf } from "./choices";
import classes from "./FieldPane.module.css";
import { Snippet } from "./Snippet";
import { chipWords } from "./shown";

interface Props {
  document: Document;
  field: NamedField;
  current: boolean;
  /** What is being read for it. */
  reading: string | undefined;
  line: number;
  width: number;
  /** Accepted fields have no snippet, unless they are current. */
  brief?: boolean;
  onPick(name: string): void;
  /** The whole of it came into sight. */
  onSeen?(name: string): void;
  children?: ReactNode;
}

/** One field: label, value, why it is held, and the snippet of the page right under the value. */
export function FieldLine(props: Props) {
  const { document, field: named, current, reading, line, width, brief, onPick, children } = props;
  const i18n = useI18n();
  const { t, name, format, said } = i18n;
  const { name: key, field } = named;
  const why = field.flagged ? issuesOf(document, key).map(said) : [];
  const row = useRef<HTMLLIElement>(null);
  const { onSeen } = props;
  useEffect(() => {
    if (!onSeen || !row.current || typeof IntersectionObserver === "undefined") return;
    const eye = new IntersectionObserver(
      (entries) => entries.some((e) => e.intersectionRatio > 0.98) && onSeen(key),
      { threshold: 0.99 },
    );
    eye.observe(row.current);
    return () => eye.disconnect();
  }, [key, onSeen]);
  useEffect(() => {
    if (current) row.current?.scrollIntoView?.({ block: "nearest" });
  }, [current]);
  const none = field.origin === "corrected" ? t("review.emptied") : t("review.notFound");
  const value = reading ?? (field.value === null ? null : shownValue(format, key, field.value));
  const lines = useId();
  const zone = isZone(key) && value !== null ? lines : undefined;
  return (
    <li
      ref={row}
      className={classes.field}
      data-current={current || undefined}
      data-flagged={field.flagged || undefined}
    >
      <button
        type="button"
        className={classes.main}
        aria-current={current || undefined}
        aria-describedby={zone}
        onClick={() => onPick(key)}
      >
        <span className={classes.label}>{name("field", key)}</span>
        <span className={classes.value} data-none={value === null || undefined}>
          {zone ? null : (value ?? none)}
        </span>
        <span className={classes.chips} title={why.join(" ") || undefined}>
          {reading !== undefined ? (
            <span className={classes.chip}>
              <Loader size={10} aria-hidden /> {t("review.reading")}
            </span>
          ) : (
            <>
              {field.origin === "computed" && field.value !== null && (
                <span className={classes.chip}>{t("origin.computed")}</span>
              )}
              {chipsOf(document, key).map((chip) => (
                <span key={chipWords(i18n, chip)} className={classes.chip} data-tone="look">
                  {chipWords(i18n, chip)}
                </span>
              ))}
            </>
          )}
        </span>
        {(!brief || current) && (
          <Snippet
            document={document}
            page={field.page}
            box={field.box}
            line={line}
            most={{ width: width - 140, height: current ? 84 : 50 }}
          />
        )}
        {current && why.length > 0 && <span className={classes.why}>{why.join(" ")}</span>}
      </button>
      {zone && value !== null && <Zone id={zone} lines={value} className={classes.zone} />}
      {children}
    </li>
  );
}
