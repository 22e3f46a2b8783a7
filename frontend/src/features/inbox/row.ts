import type { Document, Field } from "@/api/types";

/** What a line of the inbox says of a document, whatever its type. */
export interface RowFacts {
  party: string;
  date: string;
  total: string;
  currency: string | null;
  /** Fields and failed rules that a person should look at. */
  flags: number;
}

const PARTY = ["merchant", "supplier_name", "bank_name", "surname"];
const DATE = ["date", "issue_date", "period_end", "birth_date"];
const TOTAL = ["total", "grand_total", "amount_due", "closing_balance"];

/** Picks the line's facts from the fields the type has. */
export function rowOf(document: Document): RowFacts {
  const fields = document.fields ?? {};
  const first = (names: readonly string[]): string => {
    for (const name of names) {
      const value = fields[name]?.value;
      if (value) return value;
    }
    return "";
  };
  return {
    party: first(PARTY),
    date: first(DATE),
    total: first(TOTAL),
    currency: fields.currency?.value ?? null,
    flags: document.status === "needs_review" ? flagged(document, Object.values(fields)) : 0,
  };
}

function flagged(document: Document, fields: readonly Field[]): number {
  const inFields = fields.filter((field) => field.flagged).length;
  const named = new Set(Object.keys(document.fields ?? {}).filter((name) => document.fields[name]?.flagged));
  const others = (document.issues ?? []).filter(
    (issue) => issue.severity === "error" && !(issue.fields ?? []).some((name) => named.has(name)),
  ).length;
  return inFields + others;
}
