import { notifications } from "@mantine/notifications";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { AdminApi, DeliveryQuery } from "@/api/admin";
import { failureOf } from "@/api/errors";
import type { Endpoint } from "@/api/types";
import { useApi } from "@/app/context";
import { useI18n } from "@/i18n";
import { keys } from "./keys";

// Deliveries make no events of their own, so what shows them looks again.
const SOON = 2_000;
const NOW_AND_THEN = 10_000;

const useAdmin = (): AdminApi => useApi().admin;

/** How soon an endpoint's numbers may change. */
const pace = (endpoints: readonly Endpoint[] | undefined) =>
  endpoints?.some((e) => e.waiting > 0) ? SOON : NOW_AND_THEN;

export function useWebhooks() {
  const admin = useAdmin();
  return useQuery({
    queryKey: keys.webhookList,
    queryFn: ({ signal }) => admin.webhooks(signal),
    refetchInterval: (query) => pace(query.state.data),
  });
}

export function useWebhook(id: string) {
  const admin = useAdmin();
  return useQuery({
    queryKey: keys.webhook(id),
    queryFn: ({ signal }) => admin.webhook(id, signal),
    refetchInterval: SOON,
  });
}

/** The types of webhooks; they change with the program only. */
export function useWebhookKinds() {
  const admin = useAdmin();
  return useQuery({
    queryKey: keys.webhookKinds,
    queryFn: ({ signal }) => admin.webhookKinds(signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** An endpoint's log, newest first, page by page. */
export function useDeliveries(id: string, query: DeliveryQuery) {
  const admin = useAdmin();
  return useInfiniteQuery({
    queryKey: keys.deliveries(id, query),
    queryFn: ({ pageParam, signal }) => admin.deliveries(id, query, pageParam, signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: (before) => before,
    refetchInterval: SOON,
  });
}

/** The newest delivery of an endpoint, to see how it does. */
export function useLastDelivery(id: string) {
  const admin = useAdmin();
  return useQuery({
    queryKey: keys.deliveries(id, { last: true }),
    queryFn: async ({ signal }) =>
      (await admin.deliveries(id, { limit: 1, state: ["completed"] }, "", signal)).deliveries[0] ?? null,
    refetchInterval: NOW_AND_THEN,
  });
}

/** One delivery with its requests and answers. */
export function useDelivery(id: string, delivery: string | undefined) {
  const admin = useAdmin();
  return useQuery({
    queryKey: keys.delivery(id, delivery ?? ""),
    queryFn: ({ signal }) => admin.delivery(id, delivery ?? "", signal),
    enabled: delivery !== undefined,
    refetchInterval: (query) => (query.state.data?.ended_at ? false : SOON),
  });
}

/** What failed for good, of all endpoints. */
export function useDeadLetters() {
  const admin = useAdmin();
  return useInfiniteQuery({
    queryKey: keys.deadLetters,
    queryFn: ({ pageParam, signal }) => admin.deadLetters(pageParam, signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
    refetchInterval: NOW_AND_THEN,
  });
}

/** The program's own test receiver and what reached it. */
export function useReceiver() {
  const admin = useAdmin();
  return useQuery({
    queryKey: keys.receiver,
    queryFn: ({ signal }) => admin.receiver(signal),
    refetchInterval: (query) => (query.state.data?.running ? 1_000 : false),
  });
}

export function useTokens() {
  const admin = useAdmin();
  return useQuery({
    queryKey: keys.tokens,
    queryFn: ({ signal }) => admin.tokens(signal),
    refetchInterval: NOW_AND_THEN,
  });
}

/**
 * Does something as the owner, tells how it went, and has what changed fetched
 * anew. Undefined when it failed.
 */
export function useAct() {
  const admin = useAdmin();
  const client = useQueryClient();
  const { t, failure } = useI18n();
  return useCallback(
    async <T>(
      what: (admin: AdminApi) => Promise<T>,
      said?: (result: T) => string,
    ): Promise<T | undefined> => {
      const closeButtonProps = { "aria-label": t("common.close") };
      try {
        const result = await what(admin);
        if (said) notifications.show({ message: said(result), closeButtonProps });
        return result;
      } catch (error) {
        const { message, rest } = failure(failureOf(error));
        notifications.show({ message: `${message} ${rest}`.trim(), color: "red", closeButtonProps });
        return undefined;
      } finally {
        for (const of of [keys.webhooks, keys.tokens, keys.upkeep])
          void client.invalidateQueries({ queryKey: of });
      }
    },
    [admin, client, t, failure],
  );
}
