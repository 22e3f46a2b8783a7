import { expect, it } from "vitest";
import { ago, duration } from "./duration";

it.each([
  [0, "0 ms"],
  [340, "340 ms"],
  [4_230, "4.2 sec"],
  [42_400, "42 sec"],
  [12 * 60_000, "12 min"],
  [5 * 3_600_000, "5 hr"],
  [72 * 3_600_000, "3 days"],
])("tells %d ms as %s", (ms, words) => {
  expect(duration(ms, "en")).toBe(words);
});

const now = Date.parse("2026-03-04T12:00:00Z");

it.each([
  ["2026-03-04T11:59:58Z", "now"],
  ["2026-03-04T11:59:20Z", "40 seconds ago"],
  ["2026-03-04T11:57:00Z", "3 minutes ago"],
  ["2026-03-04T09:00:00Z", "3 hours ago"],
  ["2026-03-03T11:00:00Z", "yesterday"],
  ["2026-03-09T12:00:00Z", "in 5 days"],
  ["never", "never"],
])("tells %s as %s", (iso, words) => {
  expect(ago(iso, "en", now)).toBe(words);
});
