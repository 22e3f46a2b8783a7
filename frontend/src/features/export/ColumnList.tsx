import type { DragEvent, ReactNode } from "react";
import { useState } from "react";
import type { ExportColumn, ExportSource } from "@/api/exports";
import { useI18n } from "@/i18n";
import { ColumnRow } from "./ColumnRow";
import { moved, replaced, without } from "./draft";
import classes from "./Export.module.css";

interface Props {
  columns: readonly ExportColumn[];
  sources: readonly ExportSource[];
  onChange(columns: ExportColumn[]): void;
  /** The verbs. */
  children?: ReactNode;
}

/** The columns in the order of the file; dragged, or moved by keys on their grip. */
export function ColumnList({ columns, sources, onChange, children }: Props) {
  const { t } = useI18n();
  const [dragged, setDragged] = useState<number | null>(null);
  const [said, setSaid] = useState("");
  const move = (from: number, to: number) => {
    if (to < 0 || to >= columns.length) return;
    onChange(moved(columns, from, to));
    setSaid(
      t("export.movedSaid", { name: columns[from]?.header || "–", place: to + 1, count: columns.length }),
    );
    requestAnimationFrame(() => document.getElementById(`column-grip-${to}`)?.focus());
  };
  const over = (event: DragEvent, to: number) => {
    if (dragged === null) return;
    event.preventDefault();
    if (dragged === to) return;
    onChange(moved(columns, dragged, to));
    setDragged(to);
  };
  return (
    <fieldset className={classes.panel}>
      <legend>{t("export.section.columns", { count: columns.length })}</legend>
      <p className={classes.hint}>{t("export.columnsHint")}</p>
      {columns.length === 0 && <p className={classes.none}>{t("export.noColumns")}</p>}
      <ol className={classes.list} aria-label={t("export.columns")}>
        {columns.map((column, i) => (
          <li
            key={i}
            data-dragged={dragged === i || undefined}
            onDragOver={(event) => over(event, i)}
            onDrop={(event) => event.preventDefault()}
          >
            <ColumnRow
              column={column}
              place={i}
              sources={sources}
              onChange={(one) => onChange(replaced(columns, i, one))}
              onRemove={() => onChange(without(columns, i))}
              onMove={(to) => move(i, to)}
              onDrag={(begins) => setDragged(begins ? i : null)}
            />
          </li>
        ))}
      </ol>
      <div className={classes.bar}>{children}</div>
      <div className="visually-hidden" aria-live="polite">
        {said}
      </div>
    </fieldset>
  );
}
