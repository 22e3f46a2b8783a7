import type { Document, Table } from "@/api/types";
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

/** The first cell that needs a look, by rows. */
export function flaggedCell(document: Document): CellAt | null {
  for (const { name, table } of tablesOf(document)) {
    for (const [row, { cells }] of table.rows.entries()) {
      const column = table.columns.find((c) => cells[c]?.flagged);
      if (column) return { table: name, row, column };
    }
  }
  return null;
}

/** How many cells need a look. */
export function flaggedCells(document: Document): number {
  return Object.values(document.tables)
    .flatMap((table) => table.rows)
    .flatMap((row) => Object.values(row.cells))
    .filter((cell) => cell.flagged).length;
}

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
