import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { Api } from "@/api/client";
import { apiURL } from "@/api/session";
import { useApi } from "@/app/context";
import { type PageImage, usePicture } from "./images";
import { keys } from "./keys";

export const groupQuery = (api: Api) => ({
  queryKey: keys.group,
  queryFn: ({ signal }: { signal: AbortSignal }) => api.review.group(signal),
});

/** What of the documents that wait can be looked at together. */
export function useGroup() {
  return useQuery(groupQuery(useApi()));
}

/** The cards of a field, page by page. They stay as they are while they are looked at. */
export function useCards(field: string | null) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: keys.cards(field ?? ""),
    queryFn: ({ pageParam, signal }) => api.review.cards(field ?? "", pageParam, signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
    enabled: field !== null,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
}

/** A part of a page: its edges as fractions, and the pixels that the whole page would be wide. */
export interface Cut {
  id: string;
  page: number;
  attempt: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
  width: number;
}

/** The picture of a part of a page. */
export function useSnippet({ id, page, ...cut }: Cut): PageImage {
  const { session } = useApi();
  const address = apiURL(session, `/documents/${id}/pages/${page}/snippet`, cut);
  return usePicture(session, address, keys.snippet(id, address));
}
