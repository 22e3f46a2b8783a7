import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import type { Api } from "@/api/client";
import type { NextInReview } from "@/api/review";
import type { Document } from "@/api/types";
import { useApi } from "@/app/context";
import { type EditState, type Edits, editsOf, QUIET } from "./edits";
import { prefetchPage } from "./images";
import { keys } from "./keys";

const forever = Number.POSITIVE_INFINITY;

/** The queue of this page's edits. */
export function useEdits(): Edits {
  const api = useApi();
  const client = useQueryClient();
  return useMemo(() => editsOf(client, api), [client, api]);
}

/** How the edits stand; with some not yet stored, leaving the page asks first. */
export function useEditState(): EditState {
  const state =
    useQuery<EditState>({
      queryKey: keys.edits,
      queryFn: () => QUIET,
      initialData: QUIET,
      enabled: false,
      staleTime: forever,
      gcTime: forever,
    }).data ?? QUIET;
  useEffect(() => {
    if (state.waiting === 0) return;
    const stay = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", stay);
    return () => window.removeEventListener("beforeunload", stay);
  }, [state.waiting]);
  return state;
}

const wordsQuery = (api: Api, id: string, page: number, attempt: number) => ({
  queryKey: keys.words(id, page, attempt),
  queryFn: ({ signal }: { signal: AbortSignal }) => api.review.words(id, page, signal),
  staleTime: forever,
});

/** The words of a page with their boxes. */
export function useWords(document: Document, page: number) {
  const api = useApi();
  const read = document.pages.some((p) => p.number === page);
  return useQuery({ ...wordsQuery(api, document.id, page, attemptOf(document)), enabled: read }).data;
}

/** Every value a field had. */
export function useHistory(document: Document, field: string, enabled: boolean) {
  const api = useApi();
  return useQuery({
    queryKey: keys.history(document.id, field, document.revision ?? 0),
    queryFn: ({ signal }) => api.review.history(document.id, field, signal),
    enabled,
  });
}

/** What waits behind the document on screen: fetched ahead, with the picture it opens on. */
export function useNextInReview(after: string) {
  const api = useApi();
  const client = useQueryClient();
  const next = useQuery(nextQuery(api, client, after));
  const then = next.data?.then;
  useEffect(() => {
    if (!then) return;
    void client
      .fetchQuery({
        queryKey: keys.document(then),
        queryFn: async ({ signal }) => editsOf(client, api).merge(await api.document(then, signal)),
      })
      .then((document) => prefetch(client, api, document))
      .catch(() => {}); // it is only fetched ahead
  }, [then, api, client]);
  return next.data;
}

/** The query for the document behind another; it also puts that document where pages look for it. */
export function nextQuery(api: Api, client: QueryClient, after: string) {
  return {
    queryKey: keys.nextInReview(after),
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<NextInReview> => {
      const next = await api.review.next(after, signal);
      if (next.document) {
        const merged = editsOf(client, api).merge(next.document);
        client.setQueryData(keys.document(merged.id), merged);
        prefetch(client, api, merged);
      }
      return next;
    },
    staleTime: 30_000,
  };
}

function prefetch(client: QueryClient, api: Api, document: Document): void {
  const page = firstPage(document);
  void client.prefetchQuery(wordsQuery(api, document.id, page, attemptOf(document)));
  prefetchPage(client, api.session, document, page);
}

/** The page that the review of a document opens on. */
function firstPage(document: Document): number {
  const pages = Object.values(document.fields).filter((f) => f.flagged && f.page > 0);
  return pages[0]?.page ?? document.pages[0]?.number ?? 1;
}

const attemptOf = (document: Document): number => document.attempt?.number ?? 0;
