import { useSyncExternalStore } from "react";
import type { Document } from "@/api/types";

/** Documents uncovered since the page was loaded; a reload covers them again. */
const uncovered = new Set<string>();
const listeners = new Set<() => void>();

export function uncover(id: string): void {
  uncovered.add(id);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether the document's pictures are to be blurred now: its type is sensitive, and nobody asked for them. */
export function useCovered(document: Document): boolean {
  const open = useSyncExternalStore(subscribe, () => uncovered.has(document.id));
  return document.sensitive === true && !open;
}
