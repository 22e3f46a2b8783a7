import type { Region, TableEdit } from "@/api/review";
import type { Box, Document } from "@/api/types";
import { boxOf } from "@/api/types";
import type { Edit } from "@/queries/project";

/** A cell of a table; the row counts from 0. */
export interface CellAt {
  table: string;
  row: number;
  column: string;
}

/** What a capture goes into. */
export type Target = { field: string } | { cell: CellAt };

/** Where the cursor's value stands. */
export interface Spot {
  page: number;
  box: Box | null;
}

/** Something that was pointed at: its text as it was read before, and where. */
export interface Pointed {
  text: string;
  page: number;
  box: Box;
  /** How sure the reader was of the least of its words, 0 to 1. */
  confidence?: number;
  /** The box was drawn by hand and is read as it is. */
  drawn?: boolean;
}

/** How the program is asked to read a place for a target. */
export function regionFor(target: Target, box: Box): Region {
  return "field" in target ? { box, field: target.field } : { box, kind: kindOfColumn(target.cell.column) };
}

function kindOfColumn(column: string): Region["kind"] {
  if (["amount", "base", "balance"].includes(column)) return "money";
  if (["quantity", "unit_price", "rate", "tax_rate"].includes(column)) return "number";
  return column === "date" ? "date" : "text";
}

/** The edit that puts a value with its place into a target. */
export function setting(target: Target, value: string, raw: string, spot: Spot): Edit {
  const where = spot.box && spot.page > 0 ? { page: spot.page, box: [...spot.box] } : {};
  if ("field" in target)
    return { kind: "field", field: target.field, body: { action: "correct", value, raw, ...where } };
  const { table, row, column } = target.cell;
  const edit: TableEdit = { op: "set", row: row + 1, column, value, ...where };
  return { kind: "table", table, edits: [edit] };
}

/** Where a field stands; without a place of its own, nowhere. */
export function spotOfField(document: Document, name: string | null): Spot | null {
  const field = name ? document.fields[name] : undefined;
  return field && field.page > 0 ? { page: field.page, box: boxOf(field.box) } : null;
}

/** Where a cell stands, or else the rest of its row. */
export function spotOfCell(document: Document, at: CellAt): Spot | null {
  const cells = document.tables[at.table]?.rows[at.row]?.cells ?? {};
  const own = cells[at.column];
  for (const cell of [own, ...Object.values(cells)]) {
    const box = boxOf(cell?.box);
    if (cell && box && cell.page > 0) return { page: cell.page, box };
  }
  return null;
}

/** A box with a little air around it, so that no letter is cut. */
export function airy([left, top, right, bottom]: Box, ratio: number): Box {
  const air = 0.15 * (bottom - top);
  return [
    Math.max(0, left - air * ratio),
    Math.max(0, top - air),
    Math.min(1, right + air * ratio),
    Math.min(1, bottom + air),
  ];
}
