import type { Card, Group } from "@/api/review";
import type { Document, Failure } from "@/api/types";
import { orderNames } from "@/lib/fields";

/**
 * How a card stands: it waits, a person said that it is not right, it is
 * accepted or corrected, or it was changed elsewhere meanwhile.
 */
export type State = "waits" | "marked" | "taken" | "left";

/** A card and what was done to it here. */
export interface Entry {
  card: Card;
  state: State;
  failure?: Failure;
}

/** What was done here, by field and document. */
export type Done = Readonly<Record<string, Readonly<Record<string, Partial<Entry>>>>>;

/** The entries of a field's cards. */
export function entriesOf(cards: readonly Card[], done: Done[string] = {}): Entry[] {
  return cards.map((card) => ({ card, state: "waits", ...done[card.document_id] }));
}

/** Puts what was done to some documents beside what was done before. */
export function withDone(all: Done, field: string, ids: readonly string[], entry: Partial<Entry>): Done {
  const of = { ...all[field] };
  for (const id of ids) of[id] = { ...of[id], ...entry };
  return { ...all, [field]: of };
}

/** Forgets what the program knows by now: only what stays for the review by itself is remembered. */
export function staying(all: Done, field: string): Done {
  const of = Object.entries(all[field] ?? {}).filter(([, e]) => e.state === "marked" || e.state === "left");
  return { ...all, [field]: Object.fromEntries(of) };
}

/** A field with how many cards of it are still to be looked at. */
export interface Left {
  name: string;
  count: number;
}

/** The fields in the order of a review, without what was marked or left here. */
export function fieldsLeft(group: Group | undefined, done: Done): Left[] {
  const counts = new Map((group?.fields ?? []).map((f) => [f.name, f.count]));
  return orderNames([...counts.keys()]).map((name) => {
    const stays = Object.values(done[name] ?? {}).filter((e) => e.state === "marked" || e.state === "left");
    return { name, count: Math.max(0, (counts.get(name) ?? 0) - stays.length) };
  });
}

/** The field to go on with behind the one named, once around; null when none is left. */
export function fieldAfter(fields: readonly Left[], from: string | null): string | null {
  const at = fields.findIndex((f) => f.name === from);
  const order = [...fields.slice(at + 1), ...fields.slice(0, at + 1)];
  return order.find((f) => f.count > 0)?.name ?? null;
}

/** As much of a document as a card knows. */
export const heldBy = (card: Card, field: string): Pick<Document, "fields" | "issues"> => ({
  fields: { [field]: card.field },
  issues: card.issues,
});

/** The card as an act on its document left it. */
export function cardAfter(card: Card, field: string, document: Document): Card {
  return {
    ...card,
    revision: document.revision ?? card.revision,
    field: document.fields[field] ?? card.field,
    issues: document.issues.filter((i) => i.fields.includes(field) || i.suggestion?.field === field),
  };
}
