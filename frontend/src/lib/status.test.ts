import { expect, it } from "vitest";
import { isRead, isWorking, statusesOf, TABS, tabCounts, toneOf } from "./status";

it("puts every status into at most one tab", () => {
  const seen = TABS.flatMap((tab) => statusesOf(tab) ?? []);
  expect(new Set(seen).size).toBe(seen.length);
});

it("counts by tab, and everything under all", () => {
  const counts = {
    queued: 2,
    processing: 1,
    failed_retryable: 1,
    completed: 3,
    approved: 1,
    needs_review: 4,
    rejected: 1,
  };
  expect(tabCounts(counts)).toEqual({ all: 13, working: 4, look: 4, ready: 4, failed: 0 });
});

it("knows whom a document waits for", () => {
  expect(isWorking("failed_retryable")).toBe(true);
  expect(isWorking("failed_terminal")).toBe(false);
  expect(isRead("rejected")).toBe(true);
  expect(isRead("processing")).toBe(false);
  expect(toneOf("queued")).toBe("idle");
  expect(toneOf("completed_with_warnings")).toBe("ready");
});
