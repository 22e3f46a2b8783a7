import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { RetentionRequest } from "@/api/types";
import type { AuditFilter } from "@/api/upkeep";
import { useApi } from "@/app/context";
import { keys } from "./keys";

const SOON = 1_000;
const NOW_AND_THEN = 15_000;

/** How backups, verification and retention stand. */
export function useUpkeep() {
  const { admin } = useApi();
  return useQuery({
    queryKey: keys.upkeepState,
    queryFn: ({ signal }) => admin.upkeep(signal),
    refetchInterval: ({ state: { data } }) =>
      data?.backup.running || data?.verify.running ? SOON : NOW_AND_THEN,
  });
}

/** The rules of retention. */
export function useRetention() {
  const { admin } = useApi();
  return useQuery({ queryKey: keys.retention, queryFn: ({ signal }) => admin.retention(signal) });
}

/** What a rule would remove now. */
export function usePreview(rule: RetentionRequest | null) {
  const { admin } = useApi();
  return useQuery({
    queryKey: keys.preview(rule),
    queryFn: ({ signal }) => {
      if (!rule) throw new Error("no rule to look at");
      return admin.previewRule(rule, signal);
    },
    enabled: rule !== null,
    placeholderData: (before) => before,
  });
}

/** Who did what, newest first, page by page. */
export function useAudit(filter: AuditFilter) {
  const { admin } = useApi();
  return useInfiniteQuery({
    queryKey: keys.audit(filter),
    queryFn: ({ pageParam, signal }) => admin.audit(filter, pageParam, signal),
    initialPageParam: 0,
    getNextPageParam: (last) => last.before || undefined,
    placeholderData: (before) => before,
    refetchInterval: NOW_AND_THEN,
  });
}
