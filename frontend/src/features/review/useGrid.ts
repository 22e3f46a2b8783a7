import { useMemo, useRef } from "react";
import type { GridContext } from "@/actions/grid";
import type { TableEdit, Word } from "@/api/review";
import type { Document } from "@/api/types";
import { useEdits } from "@/queries/review";
import { repairsOf } from "./choices";
import { fillColumn, restLike } from "./example";
import { along, flaggedCell, moved, tablesOf } from "./tables";
import type { CellAt } from "./target";
import type { Capturing } from "./useCapture";

interface Parts {
  document: Document;
  cell: CellAt | null;
  words: readonly Word[] | undefined;
  capturing: Capturing;
  onCell(cell: CellAt | null): void;
  onType(): void;
  /** Rows that were read as one was. */
  onRead(rows: number): void;
}

/** What can be done in the table, while the cursor is in it; and what a capture into a cell sets off. */
export function useGrid(parts: Parts) {
  const edits = useEdits();
  const latest = useRef(parts);
  latest.current = parts;
  /** Columns of a row that were taken from the page by hand, by table. */
  const byHand = useRef(new Map<string, { row: number; columns: Set<string>; done: boolean }>());

  return useMemo(() => {
    const table = (at: CellAt) =>
      tablesOf(latest.current.capturing.now()).find((t) => t.name === at.table)?.table ?? {
        columns: [],
        rows: [],
        confidence: 0,
      };
    const edit = (at: CellAt, list: TableEdit[]) =>
      list.length > 0
        ? edits.do(latest.current.document.id, { kind: "table", table: at.table, edits: list })
        : null;
    const rest = async (at: CellAt) => {
      await latest.current.capturing.landed();
      const list = restLike(table(at), at.row, latest.current.words ?? []);
      const rows = new Set(list.map((e) => e.row)).size;
      const outcome = await edit(at, list);
      if (outcome?.ok) latest.current.onRead(rows);
    };
    /** Leaves a row: the first that was corrected by hand says how the others are read. */
    const go = (from: CellAt, to: CellAt) => {
      latest.current.onCell(to);
      const hand = byHand.current.get(from.table);
      if (!hand || hand.done || hand.row !== from.row || (to.row === from.row && to !== from)) return;
      if (hand.columns.size < 2) return;
      hand.done = true;
      void rest(from);
    };
    const context = (at: CellAt): GridContext => ({
      rows: table(at).rows.length,
      repairs: repairsOf(latest.current.document, at.table, at.row, at.column).length,
      choose: (number) => {
        const repair = repairsOf(latest.current.document, at.table, at.row, at.column)[number - 1];
        if (!repair) return;
        void edit(at, [{ op: "set", row: at.row + 1, column: at.column, value: repair.value }]);
        const open = flaggedCell(latest.current.capturing.now());
        if (open) go(at, open);
      },
      move: (rows, columns) => go(at, moved(at, table(at), rows, columns)),
      accept: () => {
        const { document } = latest.current;
        const held = repairsOf(document, at.table, at.row, at.column).length > 0;
        if (held || table(at).rows[at.row]?.cells[at.column]?.flagged)
          void edit(at, [{ op: "confirm", row: at.row + 1, column: at.column }]);
        const last = at.row === table(at).rows.length - 1;
        const open = flaggedCell(latest.current.capturing.now());
        if (last && !open) return latest.current.onCell(null);
        go(at, last && open ? open : moved(at, table(at), 1, 0));
      },
      next: (by) => go(at, along(at, table(at), by)),
      type: () => latest.current.onType(),
      fill: () => void edit(at, fillColumn(table(at), at.row, at.column, latest.current.words ?? [])),
      rest: () => void rest(at),
      clear: () =>
        void edit(
          at,
          table(at).rows.flatMap((row, i) =>
            row.cells[at.column]?.value == null
              ? []
              : [{ op: "set" as const, row: i + 1, column: at.column }],
          ),
        ),
      insert: () => {
        const row = table(at).rows.length === 0 ? 0 : at.row + 1;
        void edit(at, [{ op: "insert", row: row + 1 }]);
        latest.current.onCell({ ...at, row, column: table(at).columns[0] ?? at.column });
      },
      remove: () => {
        void edit(at, [{ op: "remove", row: at.row + 1 }]);
        latest.current.onCell({ ...at, row: Math.max(0, Math.min(at.row, table(at).rows.length - 1)) });
      },
      leave: () => latest.current.onCell(null),
    });
    /** A cell was taken from the page: on to the next, and below the row's last one to what it sets off. */
    const captured = (at: CellAt) => {
      const hand = byHand.current.get(at.table);
      if (!hand || (!hand.done && hand.row !== at.row))
        byHand.current.set(at.table, { row: at.row, columns: new Set([at.column]), done: false });
      else if (hand.row === at.row) hand.columns.add(at.column);
      const { columns } = table(at);
      const own = byHand.current.get(at.table);
      const full = own?.row === at.row && columns.every((c) => own.columns.has(c) || c === "tax_rate");
      const last = at.column === columns.at(-1) || full;
      if (!last) return latest.current.onCell(along(at, table(at), 1));
      const under = moved({ ...at, column: columns[0] ?? at.column }, table(at), 1, 0);
      go(at, under.row === at.row ? at : under);
    };
    return { context, captured };
  }, [edits]);
}
