import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import type { Document } from "@/api/types";
import { useI18n } from "@/i18n";
import classes from "./Drawer.module.css";
import { Grid } from "./Grid";
import { sumsOf } from "./sums";
import { flaggedCells, tablesOf } from "./tables";
import type { Review } from "./useReview";

/** The tables under the page: one line while the fields are looked at, a grid while it has the cursor. */
export function Drawer({ document, review }: { document: Document; review: Review }) {
  const { t, name } = useI18n();
  const tables = tablesOf(document);
  const { cell, setCell } = review;
  const shown =
    tables.find((x) => x.name === cell?.table) ?? tables.find((x) => x.table.rows.length > 0) ?? tables[0];
  if (!shown) return null;
  const open = cell !== null;
  const enter = (of: (typeof tables)[number]) =>
    setCell({ table: of.name, row: 0, column: of.table.columns[0] ?? "" });
  const flagged = flaggedCells(document);
  return (
    <section className={classes.drawer} data-open={open || undefined} aria-label={t("review.table")}>
      <div className={classes.head}>
        {tables.map((one) => (
          <button
            key={one.name}
            type="button"
            className={classes.tab}
            aria-pressed={open && one.name === shown.name}
            onClick={() => enter(one)}
          >
            {name("table", one.name)}
            <span className={classes.count}>{t("review.rows", { count: one.table.rows.length })}</span>
          </button>
        ))}
        {flagged > 0 && (
          <span className={classes.flagged}>{t("document.attention", { count: flagged })}</span>
        )}
        <SumLine document={document} table={shown} />
        <button
          type="button"
          className={classes.toggle}
          aria-expanded={open}
          aria-label={open ? t("action.grid.leave") : t("action.review.table")}
          onClick={() => (open ? setCell(null) : enter(shown))}
        >
          {open ? <IconChevronDown size={16} aria-hidden /> : <IconChevronUp size={16} aria-hidden />}
        </button>
      </div>
      {open && cell && (
        <Grid document={document} name={shown.name} table={shown.table} cell={cell} review={review} />
      )}
    </section>
  );
}

/** The running sum, and what it should be. */
function SumLine({ document, table }: { document: Document; table: ReturnType<typeof tablesOf>[number] }) {
  const { t, name, format } = useI18n();
  const sums = table.table.rows.length > 0 ? sumsOf(document, table.name, table.table) : null;
  if (!sums) return <span className={classes.sum} />;
  const money = (cents: number) => format.money((cents / 100).toFixed(2));
  const { target } = sums;
  return (
    <span className={classes.sum}>
      {t("review.sum", { sum: money(sums.sum) })}
      {target && (
        <span className={classes.off} data-fits={target.off === 0 || undefined}>
          {target.off === 0
            ? t("review.sumFits", { field: name("field", target.field) })
            : t(target.off > 0 ? "review.sumAbove" : "review.sumBelow", {
                off: money(Math.abs(target.off)),
                field: name("field", target.field),
              })}
        </span>
      )}
    </span>
  );
}
