import type { Draft, Problem } from "./form";

/** What every part of the endpoint's form is given. */
export interface FieldProps {
  draft: Draft;
  set(more: Partial<Draft>): void;
  /** Told only once the person has tried to save. */
  problems: readonly Problem[];
}
