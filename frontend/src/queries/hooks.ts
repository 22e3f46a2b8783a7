import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Connection } from "@/api/stream";
import type { Document } from "@/api/types";
import { useApi } from "@/app/context";
import { type Batch, NO_BATCH } from "@/lib/estimate";
import { queryOf } from "@/lib/filter";
import { isWorking, tabCounts } from "@/lib/status";
import { editsOf } from "./edits";
import { type Filter, keys } from "./keys";
import type { PageProgress, Progress } from "./progress";

const never = {
  enabled: false,
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
} as const;

/** The documents of a filter, newest first, page by page. */
export function useDocuments(filter: Filter) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: keys.list(filter),
    queryFn: ({ pageParam, signal }) => api.documents(queryOf(filter), pageParam, signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: (before) => before,
  });
}

/** One document in full. While it is being read it is looked at now and then, too. */
export function useDocument(id: string) {
  const api = useApi();
  const client = useQueryClient();
  return useQuery({
    queryKey: keys.document(id),
    queryFn: async ({ signal }) => editsOf(client, api).merge(await api.document(id, signal)),
    refetchInterval: (query) => (query.state.data && isWorking(query.state.data.status) ? 5_000 : false),
  });
}

/** Counts, version and engine. */
export function useProgramStatus() {
  const api = useApi();
  return useQuery({
    queryKey: keys.status,
    queryFn: ({ signal }) => api.status(signal),
    refetchInterval: (query) => (query.state.status === "error" ? 3_000 : 30_000),
  });
}

/** Live progress of one document; undefined when none was told. */
export function usePageProgress(id: string): PageProgress | undefined {
  return useQuery<Progress, Error, PageProgress | undefined>({
    queryKey: keys.progress,
    queryFn: () => ({}),
    initialData: {},
    select: (progress) => progress[id],
    ...never,
  }).data;
}

/** Live progress of all documents. */
export function useProgress(): Progress {
  return (
    useQuery<Progress>({ queryKey: keys.progress, queryFn: () => ({}), initialData: {}, ...never }).data ?? {}
  );
}

/** Milliseconds between two looks at what is being read. */
const LOOK = 1_500;

/** The document that is being read, of several the oldest; undefined while none is. */
export function useBeingRead(): Document | undefined {
  const api = useApi();
  const working = tabCounts(useProgramStatus().data?.counts ?? {}).working > 0;
  const { data } = useQuery({
    queryKey: keys.beingRead,
    queryFn: ({ signal }) => api.documents({ status: ["processing"], order: "asc", limit: 1 }, "", signal),
    enabled: working,
    refetchInterval: LOOK,
  });
  return working ? data?.documents[0] : undefined;
}

/** The batch that is being read. */
export function useBatch(): Batch {
  return (
    useQuery<Batch>({ queryKey: keys.batch, queryFn: () => NO_BATCH, initialData: NO_BATCH, ...never })
      .data ?? NO_BATCH
  );
}

/** How the event stream stands. */
export function useConnection(): Connection {
  return (
    useQuery<Connection>({
      queryKey: keys.connection,
      queryFn: () => "connecting",
      initialData: "connecting",
      ...never,
    }).data ?? "connecting"
  );
}
