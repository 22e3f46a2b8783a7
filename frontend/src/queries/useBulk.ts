import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useApi } from "@/app/context";
import { type Bulk, type BulkState, bulkOf } from "./bulk";
import { keys } from "./keys";

/** What does things to many documents. */
export function useBulk(): Bulk {
  const api = useApi();
  const client = useQueryClient();
  return useMemo(() => bulkOf(client, api), [client, api]);
}

/** How it stands; null when there is nothing to tell. */
export function useBulkState(): BulkState | null {
  return (
    useQuery<BulkState | null>({
      queryKey: keys.bulk,
      queryFn: () => null,
      initialData: null,
      enabled: false,
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: Number.POSITIVE_INFINITY,
    }).data ?? null
  );
}
