import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { useApi } from "@/app/context";
import { useDocuments } from "@/queries/hooks";
import { type Filter, keys } from "@/queries/keys";
import { documentsOf } from "@/queries/lists";

/** Where a document stands in the inbox's list, and what is before and after it. */
export interface Neighbours {
  /** From 1; 0 when the loaded list does not hold it. */
  index: number;
  total: number;
  next: string | null;
  previous: string | null;
}

/** Finds the neighbours, loads more of the list near its end and the next document ahead of time. */
export function useNeighbours(id: string, filter: Filter): Neighbours {
  const api = useApi();
  const client = useQueryClient();
  const list = useDocuments(filter);
  const ids = useMemo(() => documentsOf(list.data).map((d) => d.id), [list.data]);
  const at = ids.indexOf(id);
  const next = at >= 0 ? (ids[at + 1] ?? null) : null;
  const nearEnd = at >= 0 && at > ids.length - 5;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    if (nearEnd && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [nearEnd, hasNextPage, isFetchingNextPage, fetchNextPage]);
  useEffect(() => {
    if (!next) return;
    void client.prefetchQuery({
      queryKey: keys.document(next),
      queryFn: ({ signal }) => api.document(next, signal),
    });
  }, [api, client, next]);
  return {
    index: at + 1,
    total: list.data?.pages[0]?.total ?? 0,
    next,
    previous: at > 0 ? (ids[at - 1] ?? null) : null,
  };
}
