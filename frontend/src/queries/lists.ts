import type { InfiniteData } from "@tanstack/react-query";
import type { Document, Excerpt, Listing, Status } from "@/api/types";
import { needsServer } from "@/lib/filter";
import { statusesOf } from "@/lib/status";
import type { Filter } from "./keys";

/** The loaded part of a listing. */
export type ListData = InfiniteData<Listing>;

/** All loaded documents of a listing, in its order. */
export function documentsOf(data: ListData | undefined): Document[] {
  return data?.pages.flatMap((page) => page.documents ?? []) ?? [];
}

/** Where the loaded documents' texts hold what is sought, by document. */
export function excerptsOf(data: ListData | undefined): Record<string, Excerpt[]> {
  return Object.assign({}, ...(data?.pages.map((page) => page.excerpts ?? {}) ?? []));
}

/** What a change does to a loaded listing: its new data, and whether it must be fetched anew. */
export interface Patched {
  data: ListData;
  stale: boolean;
}

/**
 * Puts a changed document into a listing. One that no longer fits the filter
 * leaves it; one that now fits but is not there makes the listing stale, since
 * only the server knows its place.
 */
export function patchDocument(data: ListData, filter: Filter, changed: Document): Patched {
  const fits = statusesOf(filter.tab)?.includes(changed.status) ?? true;
  const present = documentsOf(data).some((d) => d.id === changed.id);
  if (!present) return { data, stale: fits };
  if (!fits) return { data: removeDocument(data, changed.id), stale: false };
  return { data: mapDocuments(data, changed.id, () => changed), stale: needsServer(filter) };
}

/** Puts a document's new status into a listing, under the same rules. */
export function patchStatus(data: ListData, filter: Filter, id: string, status: Status): Patched {
  const found = documentsOf(data).find((d) => d.id === id);
  if (!found) return { data, stale: statusesOf(filter.tab)?.includes(status) ?? false };
  return patchDocument(data, filter, { ...found, status, error: null });
}

/** Takes a document out of a listing; the totals follow. */
export function removeDocument(data: ListData, id: string): ListData {
  if (!documentsOf(data).some((d) => d.id === id)) return data;
  return {
    ...data,
    pages: data.pages.map((page) => ({
      ...page,
      total: Math.max(0, page.total - 1),
      documents: (page.documents ?? []).filter((d) => d.id !== id),
    })),
  };
}

function mapDocuments(data: ListData, id: string, change: (d: Document) => Document): ListData {
  return {
    ...data,
    pages: data.pages.map((page) => ({
      ...page,
      documents: (page.documents ?? []).map((d) => (d.id === id ? change(d) : d)),
    })),
  };
}
