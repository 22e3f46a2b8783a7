import { describe, expect, it } from "vitest";
import type { WebhookTarget } from "@/api/types";
import { anEndpoint } from "@/test/admin";
import { type Draft, draftOf, patchOf, problemsOf, requestOf } from "./form";

const target = (more: Partial<WebhookTarget> = {}): WebhookTarget => ({
  url: "https://books.example/hook",
  addresses: ["203.0.113.5"],
  encrypted: true,
  private: false,
  loopback: false,
  ...more,
});

const whole = (more: Partial<Draft> = {}): Draft => ({
  ...draftOf(null),
  url: "https://books.example/hook",
  found: { target: target(), yes: true },
  ...more,
});

describe("the form of an endpoint", () => {
  it.each<[string, Partial<Draft>, string[]]>([
    ["is whole", {}, []],
    ["wants an address", { url: "books.example", found: null }, ["url"]],
    ["wants the address looked up", { found: null }, ["target"]],
    ["wants the target confirmed", { found: { target: target(), yes: false } }, ["target"]],
    [
      "wants consent to http in a private network",
      { found: { target: target({ encrypted: false, private: true }), yes: true } },
      ["consent"],
    ],
    [
      "wants none on this machine",
      { found: { target: target({ encrypted: false, private: true, loopback: true }), yes: true } },
      [],
    ],
    ["wants at least one event", { all: false }, ["events"]],
    ["wants to know which type", { scope: { kind: "type", value: " " } }, ["scope"]],
    ["wants the bearer token", { auth: { kind: "bearer", name: "", secret: "" } }, ["auth"]],
    ["wants the header's name", { auth: { kind: "header", name: "", secret: "x" } }, ["auth"]],
  ])("%s", (_, more, problems) => {
    expect(problemsOf(whole(more), null)).toEqual(problems);
  });

  it("becomes a request", () => {
    const draft = whole({
      description: " Books ",
      all: false,
      events: ["file.processed"],
      scope: { kind: "type", value: "invoice" },
      auth: { kind: "bearer", name: "left over", secret: "s" },
    });
    expect(requestOf(draft)).toEqual({
      url: "https://books.example/hook",
      addresses: ["203.0.113.5"],
      plain_http: false,
      description: "Books",
      events: ["file.processed"],
      scope: { kind: "type", value: "invoice" },
      payload: "thin",
      auth: { kind: "bearer", secret: "s" },
    });
  });
});

describe("the form of an endpoint that there is", () => {
  const before = anEndpoint("hook", {
    events: ["file.failed", "file.processed"],
    scope: { kind: "type", value: "invoice" },
    auth: { kind: "bearer", name: "" },
  });

  it("changes nothing when nothing was changed", () => {
    const draft = draftOf(before);
    expect(problemsOf(draft, before)).toEqual([]);
    expect(patchOf(draft, before)).toEqual({});
    expect(patchOf({ ...draft, events: ["file.processed", "file.failed"] }, before)).toEqual({});
  });

  it("sends what is new alone", () => {
    const draft = { ...draftOf(before), description: "Other", all: true, payload: "full" as const };
    expect(patchOf(draft, before)).toEqual({ description: "Other", events: [], payload: "full" });
    expect(patchOf({ ...draftOf(before), scope: { kind: "everything", value: "" } }, before)).toEqual({
      scope: { kind: "everything" },
    });
    expect(patchOf({ ...draftOf(before), auth: { kind: "bearer", name: "", secret: "n" } }, before)).toEqual({
      auth: { kind: "bearer", secret: "n" },
    });
  });

  it("wants a new address looked up, and sends where it leads", () => {
    const moved = { ...draftOf(before), url: "https://books.example/hook" };
    expect(problemsOf(moved, before)).toEqual(["target"]);
    expect(patchOf({ ...moved, found: { target: target(), yes: true } }, before)).toEqual({
      url: "https://books.example/hook",
      addresses: ["203.0.113.5"],
    });
  });
});
