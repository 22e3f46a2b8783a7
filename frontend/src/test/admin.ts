import { vi } from "vitest";
import type { AdminApi } from "@/api/admin";
import type { Delivery, Endpoint, Token } from "@/api/types";
import { fakeUpkeep } from "./upkeep";

/** A living token that nobody has used, unless told otherwise. */
export function aToken(name: string, more: Partial<Token> = {}): Token {
  return {
    id: name,
    name,
    hint: "dkt_abcdef",
    scopes: ["submit", "read"],
    state: "active",
    created_at: "2026-01-01T00:00:00Z",
    created_by: "owner",
    expires_at: null,
    last_used_at: null,
    revoked_at: null,
    revoked_by: "",
    age_days: 3,
    attention: [],
    ...more,
  };
}

/** An endpoint on this machine that hears of everything, unless told otherwise. */
export function anEndpoint(id: string, more: Partial<Endpoint> = {}): Endpoint {
  return {
    id,
    description: id,
    url: "http://127.0.0.1:9000/hook",
    addresses: ["127.0.0.1"],
    plain_http: false,
    events: [],
    scope: { kind: "everything", value: "" },
    payload: "thin",
    auth: { kind: "none", name: "" },
    state: "active",
    reason: "",
    created_at: "2026-01-01T00:00:00Z",
    updated_at: "2026-01-01T00:00:00Z",
    previous_secret_until: null,
    failing_since: null,
    last_success_at: null,
    last_failure_at: null,
    waiting: 0,
    delivered: 0,
    dead_letters: 0,
    ...more,
  };
}

/** A delivery that arrived at once, unless told otherwise. */
export function aDelivery(id: string, more: Partial<Delivery> = {}): Delivery {
  return {
    id,
    endpoint_id: "hook",
    sequence: 7,
    type: "file.processed",
    document_id: "a",
    batch_id: "",
    state: "completed",
    tries: 1,
    replays: 0,
    happened_at: "2026-01-01T00:00:00Z",
    created_at: "2026-01-01T00:00:00Z",
    next_at: null,
    received_at: "2026-01-01T00:00:01Z",
    ended_at: "2026-01-01T00:00:01Z",
    lag_ms: 340,
    last_status: 204,
    last_error: "",
    ...more,
  };
}

/** The owner's far side: these endpoints and tokens; what is not set up for a test fails. */
export function fakeAdmin(endpoints: readonly Endpoint[] = [], tokens: readonly Token[] = []) {
  const unset = async () => {
    throw new Error("not set up");
  };
  return {
    webhooks: vi.fn<AdminApi["webhooks"]>(async () => [...endpoints]),
    webhook: vi.fn<AdminApi["webhook"]>(async (id) => {
      const found = endpoints.find((e) => e.id === id);
      if (!found) throw new Error("no such endpoint");
      return found;
    }),
    checkTarget: vi.fn<AdminApi["checkTarget"]>(async (url) => ({
      url,
      addresses: ["127.0.0.1"],
      private: true,
      loopback: true,
      encrypted: false,
    })),
    ...fakeUpkeep(),
    createWebhook: vi.fn<AdminApi["createWebhook"]>(unset),
    updateWebhook: vi.fn<AdminApi["updateWebhook"]>(unset),
    deleteWebhook: vi.fn<AdminApi["deleteWebhook"]>(async () => {}),
    pauseWebhook: vi.fn<AdminApi["pauseWebhook"]>(async () => {}),
    resumeWebhook: vi.fn<AdminApi["resumeWebhook"]>(async () => {}),
    rotateSecret: vi.fn<AdminApi["rotateSecret"]>(unset),
    revokeSecret: vi.fn<AdminApi["revokeSecret"]>(async () => {}),
    webhookKinds: vi.fn<AdminApi["webhookKinds"]>(async () => [
      { type: "file.processed", when: "a document was read", example: "{}" },
      { type: "webhook.test", when: "the test button was pressed", example: "{}" },
    ]),
    testWebhook: vi.fn<AdminApi["testWebhook"]>(unset),
    deliveries: vi.fn<AdminApi["deliveries"]>(async () => ({ deliveries: [], next: "" })),
    delivery: vi.fn<AdminApi["delivery"]>(unset),
    deadLetters: vi.fn<AdminApi["deadLetters"]>(async () => ({ deliveries: [], next: "" })),
    replay: vi.fn<AdminApi["replay"]>(async () => 0),
    receiver: vi.fn<AdminApi["receiver"]>(async () => ({
      running: false,
      url: "",
      secret: "",
      arrivals: [],
    })),
    startReceiver: vi.fn<AdminApi["startReceiver"]>(unset),
    stopReceiver: vi.fn<AdminApi["stopReceiver"]>(async () => {}),
    tokens: vi.fn<AdminApi["tokens"]>(async () => [...tokens]),
    createToken: vi.fn<AdminApi["createToken"]>(unset),
    revokeToken: vi.fn<AdminApi["revokeToken"]>(async () => {}),
  } satisfies AdminApi;
}
