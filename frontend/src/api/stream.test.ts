import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { backoff, type Connection, followEvents, readEvents } from "./stream";
import type { LogEvent } from "./types";

function body(...chunks: string[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk));
      controller.close();
    },
  });
}

describe("reading events", () => {
  it("puts together what arrives in pieces and passes over what is no event", async () => {
    const seen: [string, string][] = [];
    await readEvents(
      body(
        "retry: 2000\n\n: alive\n\nid: 7\nda",
        'ta: {"seq":7,"type":"page.read"}\n',
        "\nid: 8\ndata: broken\n\n",
      ),
      (event, id) => seen.push([event.type, id]),
    );
    expect(seen).toEqual([["page.read", "7"]]);
  });

  it("takes a named event without a type of its own", async () => {
    const seen: LogEvent[] = [];
    await readEvents(body("event: reset\nid: 3\ndata: {}\n\n"), (event) => seen.push(event));
    expect(seen).toMatchObject([{ type: "reset", seq: 3 }]);
  });
});

describe("following events", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("comes back after a break, from the last event seen, and says so", async () => {
    const stop = new AbortController();
    const asked: Record<string, string>[] = [];
    const opened: boolean[] = [];
    const states: Connection[] = [];
    vi.stubGlobal("fetch", async (_: string, init: { headers: Record<string, string> }) => {
      asked.push(init.headers);
      if (asked.length === 2) throw new TypeError("network");
      if (asked.length === 4) stop.abort();
      return new Response(body(`id: ${asked.length}\ndata: {"seq":${asked.length},"type":"page.read"}\n\n`));
    });
    const following = followEvents(
      { baseURL: "http://127.0.0.1:1", token: "secret" },
      { onEvent: () => {}, onOpen: (resumed) => opened.push(resumed), onConnection: (s) => states.push(s) },
      stop.signal,
    );
    await vi.runAllTimersAsync();
    await following;
    expect(asked.map((h) => h["Last-Event-ID"])).toEqual([undefined, "1", "1", "3"]);
    expect(asked[0]?.Authorization).toBe("Bearer secret");
    expect(opened.slice(0, 2)).toEqual([false, true]);
    expect(states.slice(0, 4)).toEqual(["connecting", "open", "lost", "lost"]);
  });

  it("waits longer each time, up to a limit", () => {
    expect([0, 1, 2, 20].map((n) => backoff(n, 1))).toEqual([500, 1000, 2000, 15_000]);
    expect(backoff(20, 0)).toBe(7_500);
  });
});
