import type { Document, Field } from "@/api/types";
import type { Formats } from "./format";

// The contract's order of fields, by type. A type that is not here, and a field
// that its type does not name, comes in alphabetical order at the end.
const ORDER: Readonly<Record<string, readonly string[]>> = {
  receipt: [
    "merchant",
    "merchant_address",
    "date",
    "time",
    "total",
    "subtotal",
    "tax_total",
    "currency",
    "receipt_number",
    "payment_method",
  ],
  invoice: [
    "supplier_name",
    "supplier_vat_id",
    "customer_name",
    "invoice_number",
    "issue_date",
    "due_date",
    "purchase_order",
    "currency",
    "net_total",
    "tax_total",
    "grand_total",
    "amount_due",
    "iban",
    "bic",
    "payment_reference",
  ],
  bank_statement: [
    "bank_name",
    "account_holder",
    "account_number",
    "iban",
    "currency",
    "period_start",
    "period_end",
    "opening_balance",
    "closing_balance",
  ],
  identity: [
    "document_kind",
    "issuing_country",
    "document_number",
    "surname",
    "given_names",
    "nationality",
    "birth_date",
    "sex",
    "expiry_date",
    "personal_number",
    "mrz",
  ],
};

const MONEY =
  /^(total|subtotal|tax_total|net_total|grand_total|amount_due|.*_balance|balance|amount|unit_price|base)$/;
const DATE = /(^|_)(date|start|end)$/;

/** Whether a field holds lines of a machine-readable zone, in which each character has its place. */
export const isZone = (name: string): boolean => name === "mrz";

/** How a field's value is shown. */
export function kindOf(name: string): "money" | "date" | "text" {
  if (MONEY.test(name)) return "money";
  return DATE.test(name) ? "date" : "text";
}

/** A value as the language writes it. */
export function shownValue(format: Formats, name: string, value: string): string {
  const kind = kindOf(name);
  if (kind === "money") return format.money(value);
  return kind === "date" ? format.date(value) : value;
}

/** A field with its name. */
export interface NamedField {
  name: string;
  field: Field;
}

/** A document's fields: those a person should look at, and the rest. */
export interface OrderedFields {
  attention: NamedField[];
  rest: NamedField[];
}

/** Puts the fields in the contract's order, those that need attention apart. */
export function orderFields(document: Document): OrderedFields {
  const order = ORDER[document.type.name] ?? [];
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  const all = Object.entries(document.fields ?? {})
    .map(([name, field]) => ({ name, field }))
    .sort((a, b) => place(a.name) - place(b.name) || a.name.localeCompare(b.name));
  return {
    attention: all.filter(({ field }) => field.flagged),
    rest: all.filter(({ field }) => !field.flagged),
  };
}

/** What a field's certainty asks of a person. */
export type Certainty = "look" | "fair" | "sure";

export function certaintyOf(field: { flagged: boolean; confidence: number }): Certainty {
  if (field.flagged) return "look";
  return field.confidence >= 0.9 ? "sure" : "fair";
}

/** Names of fields of many types in the order in which each type has them. */
export function orderNames(names: readonly string[]): string[] {
  const place = (name: string) =>
    Math.min(
      ...Object.values(ORDER).map((order, type) =>
        order.includes(name) ? 100 * type + order.indexOf(name) : 10_000,
      ),
    );
  return [...names].sort((a, b) => place(a) - place(b) || a.localeCompare(b));
}
