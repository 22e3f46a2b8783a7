import { expect, it } from "vitest";
import { aRule } from "@/test/upkeep";
import { draftOf, NEW_RULE, requestOf, sinceIsWrong } from "./rule";

it.each([
  ["a name", { name: " " }],
  ["days", { days: null }],
  ["days above none", { days: 0 }],
  ["a status", { statuses: [] }],
  ["a decision to count from", { statuses: ["completed" as const] }],
])("asks for %s", (_, more) => {
  expect(requestOf({ ...NEW_RULE, name: "receipts", ...more })).toBeNull();
});

it("makes a request of a whole draft, and a draft of a rule", () => {
  const draft = draftOf(aRule("receipts", { exported: true }));
  expect(requestOf({ ...draft, name: " receipts " })).toMatchObject({
    name: "receipts",
    days: 30,
    types: ["receipt"],
    exported: true,
  });
});

it("knows that only approved and rejected documents were decided", () => {
  expect(sinceIsWrong({ since: "decided", statuses: ["approved", "rejected"] })).toBe(false);
  expect(sinceIsWrong({ since: "decided", statuses: ["failed_terminal"] })).toBe(true);
  expect(sinceIsWrong({ since: "received", statuses: ["failed_terminal"] })).toBe(false);
});
