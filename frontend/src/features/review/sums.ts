import type { Document, Table } from "@/api/types";

/** What a table's amounts make, held against what the document says. */
export interface Sums {
  /** In cents. */
  sum: number;
  /** The field that it should make, and what is missing; null where there is none. */
  target: { field: string; value: number; off: number } | null;
}

const TARGETS: Readonly<Record<string, readonly string[]>> = {
  line_items: ["net_total", "subtotal", "grand_total", "total"],
  tax_lines: ["tax_total"],
  transactions: ["closing_balance"],
};

/** Cents of a plain decimal; null for what is none. */
export function centsOf(value: string | null | undefined): number | null {
  return value && /^-?\d+(\.\d+)?$/.test(value) ? Math.round(Number(value) * 100) : null;
}

/** Adds up a table. Of several fields that it may make, the nearest is meant. */
export function sumsOf(document: Document, name: string, table: Table): Sums | null {
  if (!table.columns.includes("amount")) return null;
  let sum = table.rows.reduce((total, row) => total + (centsOf(row.cells.amount?.value) ?? 0), 0);
  if (name === "transactions") sum += centsOf(document.fields.opening_balance?.value) ?? 0;
  const targets = (TARGETS[name] ?? []).flatMap((field) => {
    const value = centsOf(document.fields[field]?.value);
    return value === null ? [] : [{ field, value, off: sum - value }];
  });
  targets.sort((a, b) => Math.abs(a.off) - Math.abs(b.off));
  return { sum, target: targets[0] ?? null };
}
