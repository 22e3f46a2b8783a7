import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { SettingList } from "@/api/library";
import type { Document } from "@/api/types";
import { useApi } from "@/app/context";
import { keys } from "./keys";

/** Why documents failed, and how many. */
export function useCauses() {
  const { library } = useApi();
  return useQuery({ queryKey: keys.causes, queryFn: ({ signal }) => library.causes(signal) });
}

/** What the last days brought. */
export function useInsights(days: number) {
  const { library } = useApi();
  return useQuery({
    queryKey: keys.insights(days),
    queryFn: ({ signal }) => library.insights(days, signal),
    placeholderData: (before) => before,
    staleTime: 30_000,
  });
}

/** What is told of a document beside itself: sightings, attempts, acts, events. */
export function useStory({ id, revision = 0 }: Document) {
  const { library } = useApi();
  return useQuery({
    queryKey: keys.story(id, revision),
    queryFn: async ({ signal }) => {
      const [sightings, attempts, events] = await Promise.all([
        library.sightings(id, signal),
        library.attempts(id, signal),
        library.events(id, signal),
      ]);
      return { sightings, attempts, events };
    },
    placeholderData: (before) => before,
  });
}

/** The engine's own output for a page. */
export function useRaw(document: Document, page: number) {
  const { library } = useApi();
  return useQuery({
    queryKey: keys.raw(document.id, page, document.attempt?.number ?? 0),
    queryFn: ({ signal }) => library.raw(document.id, page, signal),
  });
}

/** Everything that can be set. */
export function useSettings() {
  const { library } = useApi();
  return useQuery({ queryKey: keys.settings, queryFn: ({ signal }) => library.settings(signal) });
}

/** Changes settings; null goes back to the default. */
export function useChangeSettings() {
  const { library } = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (values: Record<string, unknown>) => library.changeSettings(values),
    onSuccess: (list) => {
      client.setQueryData<SettingList>(keys.settings, list);
      void client.invalidateQueries({ queryKey: keys.status });
    },
  });
}

/** What thresholds would let through. */
export function useAcceptance() {
  const { library } = useApi();
  return useQuery({ queryKey: keys.acceptance, queryFn: ({ signal }) => library.acceptance(signal) });
}

/** Where the data lies and who can reach it. */
export function usePremises() {
  const { library } = useApi();
  return useQuery({ queryKey: keys.premises, queryFn: ({ signal }) => library.premises(signal) });
}
