import type { FieldRequest } from "@/api/review";
import type { Document, Field, Issue } from "@/api/types";

/** As much of a document as says why a field is held. */
export type Held = Pick<Document, "fields" | "issues">;

/** A value that one key takes. */
export interface Choice {
  value: string;
  /** What it is worth knowing about it: a rule's repair, or how likely it is. */
  rule?: string;
  confidence?: number;
  page: number;
  box: readonly number[] | null;
  body: FieldRequest;
}

/** A cell's value that would make a rule hold. */
export interface Repair {
  value: string;
  rule: string;
}

/** What rules suggest for a cell that nobody vouches for; rows count from 0. */
export function repairsOf(document: Document, table: string, row: number, column: string): Repair[] {
  const cell = document.tables[table]?.rows[row]?.cells[column];
  if (!cell || (cell.confidence === 1 && !cell.flagged)) return [];
  const name = `${table}.${row + 1}.${column}`;
  const found = document.issues.flatMap(({ rule, suggestion }) =>
    suggestion?.field === name && suggestion.value !== cell.value ? [{ value: suggestion.value, rule }] : [],
  );
  return found.filter((r, i) => found.findIndex((o) => o.value === r.value) === i);
}

/** Readings that are less likely are noise. */
const LEAST = 0.003;
/** There are nine keys, but more than a few are not read at a glance. */
const MOST = 6;

/** The numbered values of a field: what would mend the sums first, then the other readings. */
export function choicesOf(document: Held, name: string): Choice[] {
  const field = document.fields[name];
  if (!field) return [];
  const found: Choice[] = [];
  const add = (choice: Choice) => {
    if (choice.value !== field.value && !found.some((c) => c.value === choice.value)) found.push(choice);
  };
  for (const { rule, suggestion } of document.issues) {
    if (suggestion?.field !== name) continue;
    const { page, box } = field.candidates.find((c) => c.value === suggestion.value) ?? field;
    add({ value: suggestion.value, rule, page, box, body: { action: "suggestion", rule } });
  }
  field.candidates.forEach((c, i) => {
    if (c.confidence < LEAST) return;
    add({
      value: c.value,
      confidence: c.confidence,
      page: c.page,
      box: c.box,
      body: { action: "candidate", candidate: i + 1 },
    });
  });
  return found.slice(0, MOST);
}

/** Characters that readers take for one another. */
const ALIKE = ["0OoDQ", "1Il|7", "8B3", "5S$", "6Gb", "2Z", "9g", "€C", "4A"];

/** Why a field is held, as its chip says it. */
export type Chip =
  | { kind: "missing" }
  | { kind: "alike"; read: string; other: string }
  | { kind: "off"; by: string }
  | { kind: "rule"; rule: string }
  | { kind: "reason"; reason: "always_verify" | "sampled" | "conflict" }
  | { kind: "sure"; confidence: number };

/** What does not hold and no field of the document is marked for: it is told above the fields. */
export const unmarked = (document: Held): Issue[] =>
  document.issues.filter(
    (i) =>
      i.severity === "error" &&
      i.rule !== "several_papers" && // asked by itself
      !i.fields.some((name) => document.fields[name]?.flagged),
  );

/** What rules say of a field. */
export const issuesOf = (document: Held, name: string): Issue[] =>
  document.issues.filter((i) => i.fields.includes(name));

/** The chips of a field, what tells most first. */
export function chipsOf(document: Held, name: string): Chip[] {
  const field = document.fields[name];
  if (!field?.flagged) return [];
  if (field.value === null) return [{ kind: "missing" }];
  const chips: Chip[] = [];
  for (const reason of field.reasons) {
    if (reason.startsWith("rule:")) chips.push(ruleChip(document, name, field, reason.slice(5)));
    else if (reason === "always_verify" || reason === "sampled" || reason === "conflict")
      chips.push({ kind: "reason", reason });
    else if (reason === "low_confidence") chips.push(doubt(field));
  }
  const said = chips.map((chip) => JSON.stringify(chip));
  return chips.filter((_, i) => said.indexOf(said[i] ?? "") === i);
}

function ruleChip(document: Held, name: string, field: Field, rule: string): Chip {
  const broken = issuesOf(document, name).filter((i) => i.rule === rule);
  const repair = broken.find((i) => i.suggestion?.field === name)?.suggestion;
  const by = repair ? Math.abs(cents(repair.value) - cents(field.value ?? "")) : missedBy(broken[0]);
  return by > 0 ? { kind: "off", by: (by / 100).toFixed(2) } : { kind: "rule", rule };
}

/** By how many cents the sums of a rule differ; not a number where it is of no sums. */
function missedBy(issue: Issue | undefined): number {
  const at = (name: string) => cents(issue?.sentence?.params?.[name] ?? "");
  switch (issue?.rule) {
    case "net_plus_tax":
    case "total_is_sum":
      return Math.abs(at("net") + at("tax") - at("total"));
    case "tax_lines_sum":
      return Math.abs(at("sum") - at("tax"));
    case "defined_sum":
      return Math.abs(at("amount"));
    default:
      return Number.NaN;
  }
}

function doubt(field: Field): Chip {
  for (const other of field.candidates) {
    const pair = alike(field.value ?? "", other.value) ?? alike(field.raw, other.raw);
    if (pair) return { kind: "alike", read: pair[0], other: pair[1] };
  }
  return { kind: "sure", confidence: field.confidence };
}

/** The one pair of look-alikes in which two values differ. */
export function alike(a: string, b: string): readonly [string, string] | null {
  if (a.length !== b.length) return null;
  const at = [...a].flatMap((c, i) => (c === b[i] ? [] : [i]));
  const [x, y] = [a[at[0] ?? -1], b[at[0] ?? -1]];
  if (at.length !== 1 || !x || !y) return null;
  return ALIKE.some((set) => set.includes(x) && set.includes(y)) ? [x, y] : null;
}

const cents = (money: string): number =>
  /^-?\d+(\.\d+)?$/.test(money) ? Math.round(Number(money) * 100) : Number.NaN;
