import { Checkbox, Loader } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import type { SortKey } from "@/api/client";
import type { Document, Excerpt } from "@/api/types";
import { useI18n } from "@/i18n";
import { type FilterSearch, SORTS } from "@/lib/filter";
import type { Selection } from "@/lib/selection";
import { DocumentRow } from "./DocumentRow";
import classes from "./DocumentTable.module.css";
import { SortHead } from "./SortHead";

const ROW = 40;
const FAILED_ROW = 76;
const EXCERPT = 24;

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
  const scroll = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: documents.length,
    getScrollElement: () => scroll.current,
    estimateSize: (i) =>
      (documents[i]?.status === "failed_terminal" ? FAILED_ROW : ROW) +
      (props.excerpts[documents[i]?.id ?? ""] ? EXCERPT : 0),
    getItemKey: (i) => documents[i]?.id ?? i,
    overscan: 12,
  });
  const items = rows.getVirtualItems();
  const last = items[items.length - 1]?.index ?? -1;
  useEffect(() => {
    if (more && last >= documents.length - 20) onMore();
  }, [more, last, documents.length, onMore]);

  const cursor = documents.findIndex((d) => d.id === selection.cursor);
  useEffect(() => {
    if (cursor >= 0) rows.scrollToIndex(cursor, { align: "auto" });
  }, [cursor, rows]);

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
          return (
            <div
              key={item.key}
              ref={rows.measureElement}
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
                filter={props.filter}
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
  const chosen = props.documents.filter((d) => props.selection.chosen.has(d.id)).length;
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
