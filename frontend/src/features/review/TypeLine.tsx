import { Kbd } from "@mantine/core";
import { useEffect, useRef } from "react";
import type { Document } from "@/api/types";
import { useI18n } from "@/i18n";
import { useTypeChoices } from "@/queries/defined";
import classes from "./FieldPane.module.css";
import type { Review } from "./useReview";
import { TYPE } from "./walk";

/** The document's type where it is in doubt: Enter takes it as it is, a number another. */
export function TypeLine({ document, review }: { document: Document; review: Review }) {
  const { t, name, format } = useI18n();
  const { field, cell, context, otherTypes } = review;
  const defined = useTypeChoices();
  const said = (type: string) => defined.find((d) => d.value === type)?.label ?? name("type", type);
  const current = field === TYPE && cell === null;
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (current) row.current?.scrollIntoView?.({ block: "nearest" });
  }, [current]);
  return (
    <div ref={row} className={classes.field} data-current={current || undefined} data-flagged>
      <button
        type="button"
        className={classes.main}
        aria-current={current || undefined}
        onClick={() => review.pick(TYPE)}
      >
        <span className={classes.label}>{t("review.typeLine")}</span>
        <span className={classes.value}>{said(document.type.name)}</span>
        <span className={classes.chips}>
          <span className={classes.chip} data-tone="look">
            {t("review.sure", { percent: format.percent(document.type.confidence) })}
          </span>
        </span>
      </button>
      {current && context.editable && otherTypes.length > 0 && (
        <div className={classes.below}>
          <ol className={classes.choices} aria-label={t("review.typeChoices")}>
            {otherTypes.map((other, i) => (
              <li key={other.name}>
                <button
                  type="button"
                  className={classes.choice}
                  aria-keyshortcuts={String(i + 1)}
                  onClick={() => context.choose(i + 1)}
                >
                  <Kbd size="xs">{i + 1}</Kbd>
                  <span className={classes.choiceValue}>{said(other.name)}</span>
                </button>
              </li>
            ))}
          </ol>
        </div>
      )}
    </div>
  );
}
