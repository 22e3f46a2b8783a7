import { describe, expect, it } from "vitest";
import { aToken } from "@/test/admin";
import { endsSoon, NEW_TOKEN, requestOf, shownTokens, tryIt } from "./tokens";

const now = Date.parse("2026-03-04T12:00:00Z");

describe("a new token", () => {
  it("is asked for with its end as an instant", () => {
    expect(requestOf({ name: " scanner ", scopes: ["read", "submit"], expiry: "30" }, now)).toEqual({
      name: "scanner",
      scopes: ["submit", "read"],
      expires_at: "2026-04-03T12:00:00.000Z",
    });
    expect(requestOf({ name: "scanner", scopes: ["read"], expiry: "never" }, now)).toEqual({
      name: "scanner",
      scopes: ["read"],
    });
  });

  it("is not asked for without a name or a scope", () => {
    expect(requestOf(NEW_TOKEN, now)).toBeNull();
    expect(requestOf({ ...NEW_TOKEN, name: "x", scopes: [] }, now)).toBeNull();
  });
});

it("shows what deserves a look first and hides what opens nothing", () => {
  const tokens = [
    aToken("new"),
    aToken("gone", { state: "revoked" }),
    aToken("old", { attention: ["old"] }),
    aToken("over", { state: "expired" }),
  ];
  expect(shownTokens(tokens, false).map((t) => t.name)).toEqual(["old", "new"]);
  expect(shownTokens(tokens, true).map((t) => t.name)).toEqual(["old", "new", "gone", "over"]);
});

it.each([
  ["2026-03-10T12:00:00Z", "active", true],
  ["2026-06-10T12:00:00Z", "active", false],
  ["2026-03-01T12:00:00Z", "expired", false],
  [null, "active", false],
] as const)("of a token that ends %s and is %s says soon: %s", (expires_at, state, soon) => {
  expect(endsSoon(aToken("a", { expires_at, state }), now)).toBe(soon);
});

it("gives a command that the token may run", () => {
  expect(tryIt("http://x", ["submit", "read"], "dkt_1")).toBe(
    'curl -H "Authorization: Bearer dkt_1" http://x/api/v1/documents',
  );
  expect(tryIt("http://x", ["submit"], "dkt_1")).toContain("--data-binary @scan.pdf");
  expect(tryIt("http://x", ["review"], "dkt_1")).toContain("/openapi.json");
});
