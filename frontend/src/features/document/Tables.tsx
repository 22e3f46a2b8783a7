import type { Pair, Row, Table } from "@/api/types";
import { useI18n } from "@/i18n";
import { kindOf, shownValue } from "@/lib/fields";
import classes from "./FieldPanel.module.css";
import type { Pointing } from "./usePointing";

const NUMBERS = ["quantity", "tax_rate", "rate"];
const right = (column: string) => kindOf(column) === "money" || NUMBERS.includes(column);

/** The document's tables; pointing at a row shows where it stands. */
export function Tables({
  tables,
  pointing,
}: {
  tables: Readonly<Record<string, Table>>;
  pointing: Pointing;
}) {
  const { name } = useI18n();
  return Object.entries(tables)
    .filter(([, table]) => table.rows.length > 0)
    .map(([key, table]) => (
      <section key={key} aria-labelledby={`table-${key}`}>
        <h2 id={`table-${key}`} className={classes.heading}>
          {name("table", key)}
        </h2>
        <div className={classes.scroller}>
          <table className={classes.table}>
            <thead>
              <tr>
                {table.columns.map((column) => (
                  <th key={column} scope="col" data-right={right(column) || undefined}>
                    {name("field", column)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map((row, i) => (
                <TableRow
                  key={`${i}-${cellKey(row)}`}
                  columns={table.columns}
                  row={row}
                  pointing={pointing}
                />
              ))}
            </tbody>
          </table>
        </div>
      </section>
    ));
}

const cellKey = (row: Row) =>
  Object.values(row.cells)
    .map((cell) => cell.value)
    .join("|");

function TableRow({ columns, row, pointing }: { columns: readonly string[]; row: Row; pointing: Pointing }) {
  const { format } = useI18n();
  const cells = Object.values(row.cells);
  const first = cells.find((cell) => cell.box);
  return (
    <tr
      onMouseEnter={() => pointing.mark(cells)}
      onMouseLeave={() => pointing.mark([])}
      onClick={() => first && pointing.show(first)}
    >
      {columns.map((column) => {
        const cell = row.cells[column];
        const value = cell?.value ?? "";
        return (
          <td
            key={column}
            data-right={right(column) || undefined}
            data-date={kindOf(column) === "date" || undefined}
            data-flagged={cell?.flagged || undefined}
          >
            {shownValue(format, column, value)}
          </td>
        );
      })}
    </tr>
  );
}

/** Keys and values found on a document of no known type. */
export function Pairs({ pairs, pointing }: { pairs: readonly Pair[]; pointing: Pointing }) {
  const { t } = useI18n();
  if (pairs.length === 0) return null;
  return (
    <section aria-labelledby="pairs">
      <h2 id="pairs" className={classes.heading}>
        {t("document.pairs")}
      </h2>
      <ul className={classes.list}>
        {pairs.map((pair) => (
          <li key={`${pair.key} ${pair.page} ${pair.box?.join()}`} className={classes.field}>
            <button
              type="button"
              className={classes.main}
              onMouseEnter={() => pointing.mark([pair])}
              onMouseLeave={() => pointing.mark([])}
              onClick={() => pointing.show(pair)}
            >
              <span className={classes.label}>{pair.key}</span>
              <span className={classes.value}>{pair.value}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
