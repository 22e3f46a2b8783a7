import { Kbd } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { Cell, Document, Table } from "@/api/types";
import { useI18n } from "@/i18n";
import { shownValue } from "@/lib/fields";
import { type Repair, repairsOf } from "./choices";
import classes from "./Drawer.module.css";
import type { CellAt } from "./target";
import type { Review } from "./useReview";

const NUMBERS = ["amount", "unit_price", "quantity", "rate", "tax_rate", "base", "balance"];
const right = (column: string) => NUMBERS.includes(column);

interface Props {
  document: Document;
  name: string;
  table: Table;
  cell: CellAt;
  review: Review;
}

/** A table's cells: arrows move, letters change, the page gives. */
export function Grid({ document: of, name: key, table, cell, review }: Props) {
  const { t, name } = useI18n();
  const grid = useRef<HTMLTableElement>(null);
  const [first, setFirst] = useState<string | null>(null);
  const typing = review.mode === "type";
  useEffect(() => {
    if (!typing) grid.current?.focus({ preventScroll: true });
  }, [typing]);
  const active = cellID(key, cell.row, cell.column);
  useEffect(() => {
    document.getElementById(active)?.scrollIntoView?.({ block: "nearest", inline: "nearest" });
  }, [active]);
  return (
    <div className={classes.grid}>
      <table
        ref={grid}
        role="grid"
        tabIndex={0}
        className={classes.table}
        aria-label={name("table", key)}
        aria-activedescendant={active}
        aria-rowcount={table.rows.length + 1}
        onKeyDown={(event) => {
          const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
          if (typing || !plain || event.key.length !== 1 || event.key === "/" || event.key === "?") return;
          if (!review.context.editable || table.rows.length === 0) return;
          if (Number(event.key) >= 1 && Number(event.key) <= (review.context.grid?.repairs ?? 0)) return;
          event.preventDefault();
          setFirst(event.key);
          review.context.grid?.type();
        }}
      >
        <thead>
          <tr>
            <th scope="col" className={classes.number}>
              <span className="visually-hidden">#</span>
            </th>
            {table.columns.map((column) => (
              <th key={column} scope="col" data-right={right(column) || undefined}>
                {name("field", column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, i) => (
            <tr key={i} data-current={i === cell.row || undefined}>
              <td className={classes.number}>{i + 1}</td>
              {table.columns.map((column) => {
                const current = i === cell.row && column === cell.column;
                return (
                  <GridCell
                    key={column}
                    id={cellID(key, i, column)}
                    label={t("review.cell", { column: name("field", column), row: i + 1 })}
                    column={column}
                    cell={row.cells[column]}
                    repairs={repairsOf(of, key, i, column)}
                    current={current}
                    reading={review.reading[`${key}/${i}/${column}`]}
                    typing={current && typing ? { first, review } : null}
                    onPick={() => {
                      setFirst(null);
                      review.endMode();
                      review.setCell({ table: key, row: i, column });
                    }}
                    onDone={() => setFirst(null)}
                  />
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {table.rows.length === 0 && <p className={classes.none}>{t("review.noRows")}</p>}
    </div>
  );
}

interface CellProps {
  id: string;
  label: string;
  column: string;
  cell: Cell | undefined;
  /** What rules offer instead. */
  repairs: readonly Repair[];
  current: boolean;
  reading: string | undefined;
  typing: { first: string | null; review: Review } | null;
  onPick(): void;
  onDone(): void;
}

function GridCell(props: CellProps) {
  const { id, label, column, cell, repairs, current, reading, typing, onPick, onDone } = props;
  const { t, format } = useI18n();
  const value = reading ?? (cell?.value == null ? "" : shownValue(format, column, cell.value));
  return (
    <td
      id={id}
      aria-selected={current}
      data-right={right(column) || undefined}
      data-flagged={cell?.flagged || repairs.length > 0 || undefined}
      data-reading={reading !== undefined || undefined}
      onMouseDown={(event) => {
        if (typing) return;
        event.preventDefault();
        onPick();
      }}
      onDoubleClick={() => typing === null && current && onPick()}
    >
      {typing ? (
        <CellBox
          label={label}
          value={typing.first ?? typing.review.refusal?.text ?? cell?.value ?? ""}
          keep={typing.first !== null}
          review={typing.review}
          onDone={onDone}
        />
      ) : (
        <>
          {value}
          {repairs.map((repair, i) => {
            const shown = shownValue(format, column, repair.value);
            return (
              <span
                key={repair.value}
                className={classes.repair}
                title={t("review.repair", { value: shown })}
              >
                → {shown} {current && <Kbd size="xs">{i + 1}</Kbd>}
              </span>
            );
          })}
        </>
      )}
    </td>
  );
}

interface BoxProps {
  label: string;
  value: string;
  /** The text began with a key press, so the cursor stands behind it. */
  keep: boolean;
  review: Review;
  onDone(): void;
}

function CellBox({ label, value, keep, review, onDone }: BoxProps) {
  const { failure } = useI18n();
  const [text, setText] = useState(value);
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    box.current?.focus();
    if (!keep) box.current?.select();
  }, [keep]);
  return (
    <input
      ref={box}
      className={classes.input}
      aria-label={label}
      aria-invalid={review.refusal !== null || undefined}
      title={review.refusal ? failure(review.refusal.failure).detail : undefined}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter" || event.key === "Tab") {
          event.preventDefault();
          onDone();
          review.typed(text, event.key === "Tab" ? (event.shiftKey ? -1 : 1) : 0);
        } else if (event.key === "Escape") {
          event.preventDefault();
          onDone();
          review.endMode();
        }
      }}
    />
  );
}

const cellID = (table: string, row: number, column: string) => `cell-${table}-${row}-${column}`;
