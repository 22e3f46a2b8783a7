import { describe, expect, it } from "vitest";
import { aDelivery, anEndpoint } from "@/test/admin";
import { canReplay, faultOf, headerLines, healthOf, nameOf, readable } from "./delivery";
import { rangeRequest } from "./range";
import { deliverySearch, statesOf } from "./search";

it.each([
  ["", null],
  ["status_503", { name: "status", status: 503 }],
  ["timeout", { name: "timeout", status: 0 }],
])("of the error %j makes %j", (error, fault) => {
  expect(faultOf(error)).toEqual(fault);
});

it("says how an endpoint does", () => {
  expect(healthOf(anEndpoint("a"))).toBe("active");
  expect(healthOf(anEndpoint("a", { failing_since: "2026-01-01T00:00:00Z" }))).toBe("failing");
  expect(healthOf(anEndpoint("a", { state: "disabled", failing_since: "2026-01-01T00:00:00Z" }))).toBe(
    "disabled",
  );
});

it("names an endpoint without a description by its host", () => {
  expect(nameOf({ description: "Books", url: "https://books.example/x" })).toBe("Books");
  expect(nameOf({ description: "", url: "https://books.example:8443/x" })).toBe("books.example:8443");
});

it("writes headers and bodies for reading", () => {
  expect(headerLines({ "webhook-id": "1", "Content-Type": "application/json" })).toBe(
    "Content-Type: application/json\nwebhook-id: 1",
  );
  expect(readable('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
  expect(readable("<html>")).toBe("<html>");
});

it("does not offer to send what was deleted or is being sent", () => {
  expect(canReplay(aDelivery("a"))).toBe(true);
  expect(canReplay(aDelivery("a", { state: "running" }))).toBe(false);
  expect(canReplay(aDelivery("a", { state: "cancelled", last_error: "document_deleted" }))).toBe(false);
});

describe("a range", () => {
  const range = { by: "sequence", from: "", to: "", failed: false } as const;

  it.each([
    [range, null],
    [{ ...range, from: "5" }, { from: 5 }],
    [
      { ...range, to: "9", failed: true },
      { from: 1, to: 9, failed: true },
    ],
    [{ ...range, from: "9", to: "5" }, null],
    [{ ...range, from: "x" }, null],
    [
      { ...range, by: "time", from: "2026-03-04T10:00Z", to: "2026-03-04T11:00Z" },
      { since: "2026-03-04T10:00:00.000Z", until: "2026-03-04T11:00:00.000Z" },
    ],
    [{ ...range, by: "time", from: "2026-03-04T11:00Z", to: "2026-03-04T10:00Z" }, null],
    [{ ...range, by: "time", from: "soon" }, null],
  ] as const)("%j is asked for as %j", (given, request) => {
    expect(rangeRequest(given)).toEqual(request);
  });
});

it("reads the log's filter from the address", () => {
  expect(deliverySearch({ show: "failed", type: "file.failed", other: 1 })).toEqual({
    show: "failed",
    type: "file.failed",
  });
  expect(deliverySearch({ show: "all", type: 3, delivery: "" })).toEqual({});
  expect(statesOf("all")).toBeUndefined();
  expect(statesOf("waiting")).toEqual(["available", "running", "retryable"]);
});
