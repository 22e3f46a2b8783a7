import type { Document, Table } from "@/api/types";
import { repairsOf } from "./choices";
import type { CellAt } from "./target";

const COLUMNS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  receipt: { line_items: ["description", "quantity", "unit_price", "amount"] },
  invoice: {
    line_items: ["description", "quantity", "unit_price", "amount", "tax_rate"],
    tax_lines: ["rate", "base", "amount"],
  },
  bank_statement: { transactions: ["date", "description", "amount", "balance"] },
};

/** The tables of a document, those that its type has but nobody found included. */
export function tablesOf(document: Document): { name: string; table: Table }[] {
  const known = COLUMNS[document.type.name] ?? {};
  const names = [...new Set([...Object.keys(known), ...Object.keys(document.tables)])];
  return names.map((name) => ({
    name,
    table: document.tables[name] ?? { columns: [...(known[name] ?? [])], rows: [], confidence: 0 },
  }));
}

/** The cells that need a look, by rows: flagged ones, and those for which a rule offers another value. */
function doubtfulCells(document: Document): CellAt[] {
  return tablesOf(document).flatMap(({ name, table }) =>
    table.rows.flatMap(({ cells }, row) =>
      table.columns
        .filter((c) => cells[c]?.flagged || repairsOf(document, name, row, c).length > 0)
        .map((column) => ({ table: name, row, column })),
    ),
  );
}

/** The first cell that needs a look. */
export const flaggedCell = (document: Document): CellAt | null => doubtfulCells(document)[0] ?? null;

/** How many cells need a look. */
export const flaggedCells = (document: Document): number => doubtfulCells(document).length;

/** The cell so many rows and columns away; the edges stay. */
export function moved(at: CellAt, table: Table, rows: number, columns: number): CellAt {
  const column = table.columns.indexOf(at.column) + columns;
  return {
    table: at.table,
    row: Math.max(0, Math.min(table.rows.length - 1, at.row + rows)),
    column: table.columns[Math.max(0, Math.min(table.columns.length - 1, column))] ?? at.column,
  };
}

/** The next cell along the rows, or the one before. */
export function along(at: CellAt, table: Table, by: 1 | -1): CellAt {
  const wide = table.columns.length;
  const last = table.rows.length * wide - 1;
  const place = Math.max(0, Math.min(last, at.row * wide + table.columns.indexOf(at.column) + by));
  return { ...at, row: Math.floor(place / wide), column: table.columns[place % wide] ?? at.column };
}
