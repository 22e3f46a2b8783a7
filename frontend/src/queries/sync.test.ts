// @vitest-environment jsdom

import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ApiError, failureFrom } from "@/api/errors";
import type { LogEvent } from "@/api/types";
import type { Batch } from "@/lib/estimate";
import { aDocument } from "@/test/documents";
import { fakeApi } from "@/test/render";
import { keys } from "./keys";
import { documentsOf, type ListData } from "./lists";
import type { Progress } from "./progress";
import { Sync } from "./sync";

const listKey = keys.list({ tab: "all", q: "" });
let client: QueryClient;
let seq = 0;
const event = (type: string, id: string, data?: Record<string, unknown>): LogEvent => ({
  seq: ++seq,
  at: "",
  type,
  document_id: id,
  data,
});
const shown = () => documentsOf(client.getQueryData<ListData>(listKey));

beforeEach(() => {
  vi.useFakeTimers();
  client = new QueryClient({ defaultOptions: { queries: { gcTime: Number.POSITIVE_INFINITY } } });
  const queued = [aDocument("a", { status: "queued" }), aDocument("b", { status: "queued" })];
  client.setQueryData<ListData>(listKey, {
    pages: [{ documents: queued, next: "", total: 2, excerpts: {} }],
    pageParams: [""],
  });
});
afterEach(() => vi.useRealTimers());

it("follows a document from the queue to its result", async () => {
  const sync = new Sync(client, fakeApi([aDocument("a", { status: "needs_review" })]), () => 5);
  sync.take(event("document.processing", "a", { status: "processing" }));
  expect(shown()[0]?.status).toBe("processing");
  sync.take(event("document.processing", "a", { status: "processing", pages: 2 }));
  expect(client.getQueryData<Progress>(keys.progress)).toEqual({ a: { begun: false, read: [], pages: 2 } });
  sync.take(event("page.begun", "a", { page: 2, pages: 2 }));
  expect(client.getQueryData<Progress>(keys.progress)).toEqual({ a: { begun: true, read: [], pages: 2 } });
  sync.take(event("page.read", "a", { page: 2, pages: 2 }));
  sync.take(event("page.read", "a", { page: 2, pages: 2 }));
  expect(client.getQueryData<Progress>(keys.progress)).toEqual({ a: { begun: true, read: [2], pages: 2 } });
  sync.take(event("document.finished", "a", { status: "needs_review" }));
  await vi.runAllTimersAsync();
  expect(shown()[0]?.status).toBe("needs_review");
  expect(client.getQueryData<Progress>(keys.progress)).toEqual({});
  expect(client.getQueryData<Batch>(keys.batch)?.done).toBe(1);
});

it("asks for the list once, however many documents come in", async () => {
  const sync = new Sync(client, fakeApi([]));
  const invalidate = vi.spyOn(client, "invalidateQueries");
  for (let i = 0; i < 50; i++) sync.take(event("document.received", `n${i}`));
  await vi.runAllTimersAsync();
  expect(invalidate.mock.calls.map(([filters]) => filters?.queryKey)).toEqual([
    keys.lists,
    keys.causes,
    keys.group,
    keys.status,
  ]);
});

it("takes out a document that is gone by the time it is fetched", async () => {
  const api = fakeApi([]);
  api.document.mockRejectedValue(new ApiError(404, failureFrom(404, null)));
  new Sync(client, api).take(event("document.finished", "b"));
  await vi.runAllTimersAsync();
  expect(shown().map((d) => d.id)).toEqual(["a"]);
});

it("trusts nothing cached when the events began anew", () => {
  const sync = new Sync(client, fakeApi([]));
  const invalidate = vi.spyOn(client, "invalidateQueries");
  sync.take({ seq: 0, at: "", type: "reset" });
  expect(invalidate.mock.calls.map(([filters]) => filters?.queryKey)).toEqual([
    keys.documents,
    keys.status,
    keys.webhooks,
    keys.tokens,
    keys.settings,
    keys.causes,
    keys.premises,
    keys.exports,
    keys.folders,
  ]);
});
