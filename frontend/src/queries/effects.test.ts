import { expect, it } from "vitest";
import { effectsOf } from "./effects";

const event = (type: string, data?: Record<string, unknown>) => ({
  seq: 1,
  at: "",
  type,
  document_id: "d",
  data,
});
const kinds = (type: string, data?: Record<string, unknown>) =>
  effectsOf(event(type, data)).map((e) => e.kind);

it.each([
  ["document.received", undefined, ["lists", "counts"]],
  ["document.validated", undefined, ["status", "counts"]],
  ["document.queued", undefined, ["restart", "status", "counts"]],
  ["document.processing", undefined, ["status", "counts"]],
  ["document.processing", { pages: 2 }, ["waiting", "status", "counts"]],
  ["page.begun", { page: 1, pages: 2 }, ["begun"]],
  ["page.read", { page: 1, pages: 2 }, ["page"]],
  ["document.finished", { status: "completed" }, ["done", "refresh", "counts"]],
  ["document.failed", { status: "failed_terminal" }, ["done", "refresh", "counts"]],
  ["document.failed", { status: "failed_retryable" }, ["restart", "refresh", "counts"]],
  ["document.approved", undefined, ["refresh", "counts"]],
  ["document.reopened", undefined, ["refresh", "counts"]],
  ["document.deleted", undefined, ["remove", "counts"]],
  ["document.seen_again", undefined, []],
  ["document.exported", { format: "csv" }, []],
  ["export.changed", undefined, ["owner"]],
  ["document.something_new", undefined, ["refresh"]],
])("%s %j means %j", (type, data, effects) => {
  expect(kinds(type, data)).toEqual(effects);
});

it("passes on the page that was read", () => {
  expect(effectsOf(event("page.read", { page: 3, pages: 12 }))).toEqual([
    { kind: "page", id: "d", page: 3, pages: 12 },
  ]);
});

it("believes no status that the contract does not have", () => {
  expect(effectsOf(event("document.queued", { status: "odd" }))).toContainEqual({
    kind: "status",
    id: "d",
    status: "queued",
  });
});

it("ignores what is about no document", () => {
  expect(effectsOf({ seq: 1, at: "", type: "document.received" })).toEqual([]);
});
