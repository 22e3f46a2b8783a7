import type { Document } from "@/api/types";
import { type Edit, project } from "./project";

/** What the edit is about stands in the newer document as the person saw it, so it can be done again. */
export function untouched(edit: Edit, seen: Document, current: Document): boolean {
  switch (edit.kind) {
    case "field":
      return same(standOf(seen, edit.field), standOf(current, edit.field));
    case "table":
      return same(seen.tables[edit.table], current.tables[edit.table]);
    default:
      return seen.status === current.status && same(valuesOf(seen), valuesOf(current));
  }
}

/** The document already is as the edit wants it: an answer was lost on its way, or another was quicker. */
export function fulfilled(edit: Edit, current: Document): boolean {
  switch (edit.kind) {
    case "field": {
      const is = current.fields[edit.field];
      const wanted = project(current, edit).fields[edit.field];
      return is !== undefined && !is.flagged && is.value === wanted?.value && is.origin === wanted?.origin;
    }
    case "table":
      return false;
    case "type":
      return current.type.name === edit.type && current.type.confidence === 1;
    case "postpone":
      return current.status === "needs_review" && current.review?.postponed_at !== undefined;
    default:
      return current.status === project(current, edit).status;
  }
}

const standOf = (document: Document, name: string) => {
  const field = document.fields[name];
  return [field?.value, field?.origin, field?.candidates.map((c) => c.value)];
};

const valuesOf = (document: Document) =>
  Object.keys(document.fields)
    .sort()
    .map((name) => [name, document.fields[name]?.value]);

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
