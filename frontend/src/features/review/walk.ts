import type { Document } from "@/api/types";
import { type NamedField, orderFields } from "@/lib/fields";

// What the contract's types cannot do without; the program has the last word
// when a document is approved.
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  receipt: ["merchant", "date", "total", "currency"],
  invoice: ["supplier_name", "invoice_number", "issue_date", "grand_total", "currency"],
  bank_statement: ["closing_balance"],
  identity: ["document_number", "surname", "birth_date"],
};

/** The place of the type's own line among the fields; no field is called so. */
export const TYPE = "@type";

/** The fields of a review in the order they are walked through. */
export interface Walk {
  /** Those that need a look: what the type requires first. */
  attention: NamedField[];
  /** Those that a person gave another value, kept in sight: a slip shows where it was made. */
  corrected: NamedField[];
  accepted: NamedField[];
  /** The type itself is in doubt, and comes first. */
  asksType: boolean;
  /** Names of all, as Alt+↓ goes. */
  order: string[];
}

/** Orders the fields of a document. One that was not found and is not asked for stays behind. */
export function walkOf(document: Document): Walk {
  const { attention, rest } = orderFields(document);
  const required = REQUIRED[document.type.name] ?? [];
  const first = (f: NamedField) => (required.includes(f.name) ? 0 : 1);
  const sorted = [...attention].sort((a, b) => first(a) - first(b));
  const corrected = rest.filter(({ field }) => field.origin === "corrected");
  const accepted = rest.filter((f) => !corrected.includes(f)).sort((a, b) => absent(a) - absent(b));
  const asksType = document.type.flagged === true;
  const order = [...(asksType ? [TYPE] : []), ...[...sorted, ...corrected, ...accepted].map((f) => f.name)];
  return { attention: sorted, corrected, accepted, asksType, order };
}

const absent = ({ field }: NamedField): number => (field.value === null ? 1 : 0);

/** The next field that needs a look behind the one named; null when none is left. */
export function nextToLookAt(walk: Walk, after: string | null): string | null {
  const all = [...(walk.asksType ? [TYPE] : []), ...walk.attention.map((f) => f.name)];
  const names = all.filter((name) => name !== after);
  const at = after ? walk.order.indexOf(after) : -1;
  return names.find((name) => walk.order.indexOf(name) > at) ?? names[0] ?? null;
}

/** The field before or behind, flagged or not; the ends stay. */
export function stepFrom(walk: Walk, current: string | null, by: 1 | -1): string | null {
  const at = current ? walk.order.indexOf(current) : -1;
  if (at < 0) return walk.order[by > 0 ? 0 : walk.order.length - 1] ?? null;
  return walk.order[Math.max(0, Math.min(walk.order.length - 1, at + by))] ?? null;
}

/** Required fields that are flagged and never came into sight; one that is missing has to be gone to. */
export function unseen(document: Document, seen: ReadonlySet<string>): string[] {
  return (REQUIRED[document.type.name] ?? []).filter(
    (name) => document.fields[name]?.flagged && !seen.has(name),
  );
}
