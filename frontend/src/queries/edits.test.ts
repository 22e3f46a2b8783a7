// @vitest-environment jsdom

import { QueryClient } from "@tanstack/react-query";
import { beforeEach, expect, it } from "vitest";
import type { Api } from "@/api/client";
import { ApiError, failureFrom } from "@/api/errors";
import type { Document } from "@/api/types";
import { aDocument, aField } from "@/test/documents";
import { fakeApi } from "@/test/render";
import { type EditState, Edits } from "./edits";
import { keys } from "./keys";
import type { Edit } from "./project";

const flagged = (value: string) => aField(value, { flagged: true, confidence: 0.5 });
const start = () =>
  aDocument("a", {
    status: "needs_review",
    revision: 1,
    fields: { total: flagged("9.00"), merchant: flagged("Shop") },
  });
const confirm = (field: string): Edit => ({ kind: "field", field, body: { action: "confirm" } });
const correct = (field: string, value: string): Edit => ({
  kind: "field",
  field,
  body: { action: "correct", value },
});

let client: QueryClient;
let api: ReturnType<typeof fakeApi>;
let edits: Edits;
const shown = () => client.getQueryData<Document>(keys.document("a"));
const state = () => client.getQueryData<EditState>(keys.edits);

beforeEach(() => {
  client = new QueryClient();
  api = fakeApi([start()]);
  edits = new Edits(client, api as unknown as Api, async () => {});
  client.setQueryData(keys.document("a"), start());
});

it("shows an edit at once and sends each on the revision that the one before made", async () => {
  void edits.do("a", confirm("total"));
  void edits.do("a", correct("merchant", "Corner Shop"));
  expect(shown()?.fields.total?.flagged).toBe(false);
  expect(shown()?.fields.merchant?.value).toBe("Corner Shop");
  expect(state()?.waiting).toBe(2);
  await edits.flush();
  expect(api.review.field.mock.calls.map((c) => c[1])).toEqual([1, 2]);
  expect(shown()?.revision).toBe(3);
  expect(state()).toMatchObject({ waiting: 0, offline: false, conflicts: [] });
});

it("takes back what was refused, and keeps what came after it", async () => {
  api.review.field.mockRejectedValueOnce(new ApiError(422, failureFrom(422, { code: "invalid_value" })));
  const outcome = edits.do("a", correct("total", "nine"));
  void edits.do("a", confirm("merchant"));
  expect(await outcome).toMatchObject({ ok: false, failure: { code: "invalid_value" } });
  await edits.flush();
  expect(shown()?.fields.total?.value).toBe("9.00");
  expect(shown()?.fields.merchant?.flagged).toBe(false);
});

it("waits while the program does not answer, and loses nothing", async () => {
  api.review.field
    .mockRejectedValueOnce(new TypeError("fetch"))
    .mockRejectedValueOnce(new TypeError("fetch"));
  let away = false;
  const stop = client.getQueryCache().subscribe(() => {
    away ||= state()?.offline === true;
  });
  const outcome = await edits.do("a", confirm("total"));
  stop();
  expect([outcome.ok, away, state()?.offline]).toEqual([true, true, false]);
  expect(api.review.field).toHaveBeenCalledTimes(3);
});

const stale = (current: Document) =>
  new ApiError(409, failureFrom(409, { code: "stale_revision" }), { current });

it("does an edit again on top of another's where nobody touched the same", async () => {
  const theirs = await api.review.field("a", 1, "merchant", { action: "correct", value: "Other" });
  const outcome = await edits.do("a", confirm("total"));
  expect(outcome.ok).toBe(true);
  expect(shown()?.fields.merchant?.value).toBe(theirs.fields.merchant?.value);
  expect(shown()?.fields.total?.flagged).toBe(false);
  expect(state()?.conflicts).toEqual([]);
});

it("shows what another made of the same, and lets the person say whose is right", async () => {
  await api.review.field("a", 1, "total", { action: "correct", value: "8.00" });
  expect((await edits.do("a", correct("total", "7.00"))).ok).toBe(false);
  expect(shown()?.fields.total?.value).toBe("8.00");
  const conflict = state()?.conflicts[0];
  expect(conflict?.theirs.fields.total?.value).toBe("8.00");
  if (conflict) edits.resolve(conflict, true);
  await edits.flush();
  expect(shown()?.fields.total?.value).toBe("7.00");
  expect(state()?.conflicts).toEqual([]);
});

it("takes an edit for done whose answer was lost on its way", async () => {
  const done = await api.review.field("a", 1, "total", { action: "confirm" });
  api.review.field.mockRejectedValueOnce(stale(done));
  expect((await edits.do("a", confirm("total"))).ok).toBe(true);
  expect(shown()?.revision).toBe(done.revision);
});

it("lets no older answer take the place of a newer one, and puts what waits on top of a newer", async () => {
  void edits.do("a", confirm("total"));
  const fetched = edits.merge({
    ...start(),
    revision: 5,
    fields: { ...start().fields, date: aField("2026-01-01") },
  });
  expect(fetched.fields.total?.flagged).toBe(false);
  expect(fetched.fields.date?.value).toBe("2026-01-01");
  await edits.flush();
  client.setQueryData(keys.document("a"), { ...start(), revision: 9 });
  expect(edits.merge({ ...start(), revision: 8 }).revision).toBe(9);
});
