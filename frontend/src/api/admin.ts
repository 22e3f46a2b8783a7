import type { Client } from "openapi-fetch";
import { done, unwrap } from "./answer";
import type { paths } from "./schema.gen";
import type {
  Delivery,
  DeliveryList,
  DeliveryState,
  Endpoint,
  NewToken,
  ReplayRequest,
  Token,
  TokenRequest,
  WebhookKind,
  WebhookPatch,
  WebhookReceiver,
  WebhookRequest,
  WebhookTarget,
  WebhookTrial,
  WebhookWithSecret,
} from "./types";
import { type UpkeepApi, upkeepCalls } from "./upkeep";

/** Which deliveries of an endpoint. */
export interface DeliveryQuery {
  state?: DeliveryState[];
  type?: string;
  limit?: number;
}

/** The calls that only the owner may make; each throws ApiError. */
export interface AdminApi extends UpkeepApi {
  webhooks(signal?: AbortSignal): Promise<Endpoint[]>;
  webhook(id: string, signal?: AbortSignal): Promise<Endpoint>;
  checkTarget(url: string): Promise<WebhookTarget>;
  createWebhook(request: WebhookRequest): Promise<WebhookWithSecret>;
  updateWebhook(id: string, patch: WebhookPatch): Promise<Endpoint>;
  deleteWebhook(id: string): Promise<void>;
  pauseWebhook(id: string): Promise<void>;
  resumeWebhook(id: string): Promise<void>;
  rotateSecret(id: string, revoke: boolean): Promise<WebhookWithSecret>;
  revokeSecret(id: string): Promise<void>;
  webhookKinds(signal?: AbortSignal): Promise<WebhookKind[]>;
  testWebhook(id: string, type: string): Promise<WebhookTrial>;
  deliveries(id: string, query: DeliveryQuery, after: string, signal?: AbortSignal): Promise<DeliveryList>;
  delivery(id: string, delivery: string, signal?: AbortSignal): Promise<Delivery>;
  deadLetters(after: string, signal?: AbortSignal): Promise<DeliveryList>;
  /** Says how many are sent again. */
  replay(id: string, request: ReplayRequest): Promise<number>;
  receiver(signal?: AbortSignal): Promise<WebhookReceiver>;
  startReceiver(): Promise<WebhookReceiver>;
  stopReceiver(): Promise<void>;
  tokens(signal?: AbortSignal): Promise<Token[]>;
  createToken(request: TokenRequest): Promise<NewToken>;
  revokeToken(id: string): Promise<void>;
}

/** Makes the owner's calls over a client. */
export function adminCalls(client: Client<paths>): AdminApi {
  const of = (id: string) => ({ params: { path: { id } } });
  return {
    ...upkeepCalls(client),
    webhooks: async (signal) => unwrap(await client.GET("/webhooks", { signal })).webhooks,
    webhook: async (id, signal) => unwrap(await client.GET("/webhooks/{id}", { ...of(id), signal })),
    checkTarget: async (url) => unwrap(await client.POST("/webhooks/check", { body: { url } })),
    createWebhook: async (body) => unwrap(await client.POST("/webhooks", { body })),
    updateWebhook: async (id, body) => unwrap(await client.PATCH("/webhooks/{id}", { ...of(id), body })),
    deleteWebhook: async (id) => done(await client.DELETE("/webhooks/{id}", of(id))),
    pauseWebhook: async (id) => done(await client.POST("/webhooks/{id}/pause", of(id))),
    resumeWebhook: async (id) => done(await client.POST("/webhooks/{id}/resume", of(id))),
    rotateSecret: async (id, revoke) =>
      unwrap(await client.POST("/webhooks/{id}/rotate", { ...of(id), body: { revoke } })),
    revokeSecret: async (id) => done(await client.POST("/webhooks/{id}/revoke", of(id))),
    webhookKinds: async (signal) => unwrap(await client.GET("/webhooks/events", { signal })).events,
    testWebhook: async (id, type) =>
      unwrap(await client.POST("/webhooks/{id}/test", { ...of(id), body: { type } })),
    deliveries: async (id, query, after, signal) =>
      unwrap(
        await client.GET("/webhooks/{id}/deliveries", {
          params: { path: { id }, query: { ...query, after: after || undefined } },
          signal,
        }),
      ),
    delivery: async (id, delivery, signal) =>
      unwrap(
        await client.GET("/webhooks/{id}/deliveries/{delivery}", {
          params: { path: { id, delivery } },
          signal,
        }),
      ),
    deadLetters: async (after, signal) =>
      unwrap(
        await client.GET("/webhooks/dead-letters", {
          params: { query: { after: after || undefined } },
          signal,
        }),
      ),
    replay: async (id, body) =>
      unwrap(await client.POST("/webhooks/{id}/replay", { ...of(id), body })).replayed,
    receiver: async (signal) => unwrap(await client.GET("/webhooks/receiver", { signal })),
    startReceiver: async () => unwrap(await client.POST("/webhooks/receiver")),
    stopReceiver: async () => done(await client.DELETE("/webhooks/receiver")),
    tokens: async (signal) => unwrap(await client.GET("/tokens", { signal })).tokens,
    createToken: async (body) => unwrap(await client.POST("/tokens", { body })),
    revokeToken: async (id) => done(await client.DELETE("/tokens/{id}", of(id))),
  };
}
