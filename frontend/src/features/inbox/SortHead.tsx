import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import type { SortKey } from "@/api/client";
import { useI18n } from "@/i18n";
import type { FilterSearch } from "@/lib/filter";
import classes from "./DocumentTable.module.css";

const RIGHT: readonly SortKey[] = ["total", "pages", "flags", "received"];

interface Props {
  column: SortKey;
  filter: FilterSearch;
  onSort(key: SortKey): void;
}

/** The head of a column: a click sorts by it. */
export function SortHead({ column, filter, onSort }: Props) {
  const { t } = useI18n();
  const current = (filter.sort ?? "received") === column;
  const rising = filter.order === "asc";
  const Arrow = rising ? IconArrowUp : IconArrowDown;
  return (
    <span
      role="columnheader"
      data-right={RIGHT.includes(column) || undefined}
      aria-sort={current ? (rising ? "ascending" : "descending") : undefined}
    >
      <button
        type="button"
        className={classes.sort}
        data-current={current || undefined}
        onClick={() => onSort(column)}
      >
        {t(`inbox.col.${column}`)}
        <Arrow size={13} stroke={2} aria-hidden className={classes.arrow} />
      </button>
    </span>
  );
}
