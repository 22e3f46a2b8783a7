import { useSyncExternalStore } from "react";
import type { Document } from "@/api/types";

/** Types whose pages are not shown before somebody asks for them. */
const sensitive: ReadonlySet<string> = new Set(["identity"]);

/** Whether the document's pictures stay blurred until somebody asks for them. */
export const isSensitive = (document: Pick<Document, "type">) => sensitive.has(document.type.name);

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

/** Whether the document's pictures are to be blurred now. */
export function useCovered(document: Document): boolean {
  const open = useSyncExternalStore(subscribe, () => uncovered.has(document.id));
  return isSensitive(document) && !open;
}
