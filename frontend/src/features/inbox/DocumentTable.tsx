import { Checkbox, Loader } from "@mantine/core";
import { useRouter } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef } from "react";
import type { SortKey } from "@/api/client";
import type { Document, Excerpt } from "@/api/types";
import { useI18n } from "@/i18n";
import { type FilterSearch, SORTS } from "@/lib/filter";
import type { Selection } from "@/lib/selection";
import { useProgress } from "@/queries/hooks";
import { DocumentRow } from "./DocumentRow";
import classes from "./DocumentTable.module.css";
import { SortHead } from "./SortHead";

const ROW = 40;
const FAILED_ROW = 76;
const EXCERPT = 24;
/** Rows beyond the edges that exist: enough for the arrow keys, few enough for a quick wheel. */
const OVERSCAN = 4;
/** Rows that may be in sight, at least. */
const SLOTS = 64;

interface Props {
  documents: readonly Document[];
  total: number;
  filter: FilterSearch;
  selection: Selection;
  more: boolean;
  onMore(): void;
  excerpts: Readonly<Record<string, readonly Excerpt[]>>;
  onToggle(id: string, extend: boolean): void;
  onToggleAll(): void;
  onOpen(id: string): void;
  onSort(key: SortKey): void;
}

/** The documents as a grid of which only the rows in sight exist. */
export function DocumentTable(props: Props) {
  const { t } = useI18n();
  const { documents, selection, more, onMore } = props;
  const router = useRouter();
  const progress = useProgress();
  const scroll = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: documents.length,
    getScrollElement: () => scroll.current,
    estimateSize: (i) =>
      (documents[i]?.status === "failed_terminal" ? FAILED_ROW : ROW) +
      (props.excerpts[documents[i]?.id ?? ""] ? EXCERPT : 0),
    getItemKey: (i) => documents[i]?.id ?? i,
    overscan: OVERSCAN,
  });
  const query = router.options.stringifySearch(props.filter);
  // A row that leaves on one side comes in again on the other, as another
  // document: to fill it costs less than to make a new one. Only those whose
  // height is known by their kind may, as the others are measured.
  const slots = useRef(SLOTS);
  const items = rows.getVirtualItems();
  while (slots.current < items.length) slots.current *= 2;
  const last = items[items.length - 1]?.index ?? -1;
  useEffect(() => {
    if (more && last >= documents.length - 20) onMore();
  }, [more, last, documents.length, onMore]);

  const cursor = useMemo(
    () => (selection.cursor ? documents.findIndex((d) => d.id === selection.cursor) : -1),
    [documents, selection.cursor],
  );
  // Followed when it moves, not when rows come in above it or are put in another order.
  const followed = useRef<string | null>(null);
  useEffect(() => {
    if (cursor < 0 || followed.current === selection.cursor) return;
    followed.current = selection.cursor;
    rows.scrollToIndex(cursor, { align: "auto" });
  }, [cursor, rows, selection.cursor]);
  const order = `${props.filter.sort} ${props.filter.order}`;
  const ordered = useRef(order);
  useEffect(() => {
    if (ordered.current === order) return;
    ordered.current = order;
    rows.scrollToOffset(0);
  }, [order, rows]);

  return (
    <div
      ref={scroll}
      role="grid"
      tabIndex={0}
      aria-label={t("inbox.documents")}
      aria-multiselectable
      aria-rowcount={props.total + 1}
      aria-activedescendant={cursor >= 0 ? rowID(selection.cursor ?? "") : undefined}
      className={classes.grid}
    >
      <Head {...props} />
      <div role="rowgroup" className={classes.body} style={{ height: rows.getTotalSize() }}>
        {items.map((item) => {
          const document = documents[item.index];
          if (!document) return null;
          const measured = document.status === "failed_terminal" || props.excerpts[document.id];
          return (
            <div
              key={measured ? document.id : item.index % slots.current}
              ref={measured ? rows.measureElement : undefined}
              data-index={item.index}
              id={rowID(document.id)}
              role="row"
              tabIndex={-1}
              aria-rowindex={item.index + 2}
              aria-selected={selection.chosen.has(document.id)}
              data-cursor={document.id === selection.cursor || undefined}
              className={classes.row}
              style={{ transform: `translateY(${item.start}px)` }}
              onMouseDown={(event) => event.shiftKey && event.preventDefault()} // no text is marked
              onClick={(event) => clicked(event, document.id, props)}
            >
              <DocumentRow
                document={document}
                progress={progress[document.id]}
                query={query}
                chosen={selection.chosen.has(document.id)}
                excerpt={props.excerpts[document.id]}
                onToggle={props.onToggle}
              />
            </div>
          );
        })}
      </div>
      {more && (
        <div className={classes.more} role="presentation">
          <Loader size={16} aria-hidden /> {t("inbox.loadingMore")}
        </div>
      )}
    </div>
  );
}

const rowID = (id: string) => `document-${id}`;

/** A click on a row opens it, with Ctrl or Shift it chooses; one on something in it belongs to that. */
function clicked(event: React.MouseEvent, id: string, { onToggle, onOpen }: Props): void {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest("a, button, input, label, form")) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey) onToggle(id, event.shiftKey);
  else if (!window.getSelection()?.toString()) onOpen(id);
}

function Head(props: Props) {
  const { t } = useI18n();
  const { documents, selection } = props;
  const chosen = useMemo(
    () => (selection.chosen.size > 0 ? documents.filter((d) => selection.chosen.has(d.id)).length : 0),
    [documents, selection.chosen],
  );
  return (
    <div role="rowgroup" className={classes.head}>
      <div role="row" aria-rowindex={1} className={classes.cells}>
        <span role="columnheader">
          <Checkbox
            size="xs"
            aria-label={t("inbox.selectAll")}
            checked={chosen > 0 && chosen === props.documents.length}
            indeterminate={chosen > 0 && chosen < props.documents.length}
            onChange={props.onToggleAll}
          />
        </span>
        {SORTS.map((column) => (
          <SortHead key={column} column={column} filter={props.filter} onSort={props.onSort} />
        ))}
      </div>
    </div>
  );
}
