import type { FileState } from "@/api/types";

/** The groups by which files are looked at. */
export const SHOWN = ["all", "waiting", "taken", "passed_over", "failed", "gone"] as const;
export type Shown = (typeof SHOWN)[number];

/** The states a group stands for; undefined for all. */
export const statesOf = (shown: Shown): FileState[] | undefined => (shown === "all" ? undefined : [shown]);

/** What the address holds of a folder's files; the usual is left out. */
export interface FileSearch {
  show?: Shown;
  q?: string;
}

/** Reads it from an address, whatever that holds. */
export function fileSearch(search: Record<string, unknown>): FileSearch {
  const show = SHOWN.find((s) => s === search.show && s !== "all");
  const q = typeof search.q === "string" || typeof search.q === "number" ? String(search.q) : "";
  return { ...(show && { show }), ...(q && { q }) };
}
