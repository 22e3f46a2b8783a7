import { createParser } from "eventsource-parser";
import { apiURL, authHeaders, type Session } from "./session";
import type { LogEvent } from "./types";

/** How the stream of events stands. */
export type Connection = "connecting" | "open" | "lost";

/** The server's word that its events began anew and nothing cached holds. */
export const RESET = "reset";

/** What a listener is told. */
export interface StreamHandlers {
  onEvent(event: LogEvent): void;
  /** `resumed` is true when there was a connection before this one. */
  onOpen(resumed: boolean): void;
  onConnection(state: Connection): void;
}

const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;

/** Milliseconds before the n-th attempt in a row, n from 0; `jitter` is 0 to 1. */
export function backoff(n: number, jitter = Math.random()): number {
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** n) * (0.5 + jitter / 2);
}

/**
 * Follows the event stream until `signal` aborts: resumes after the last event
 * seen and comes back by itself when the connection breaks.
 */
export async function followEvents(
  session: Session,
  handlers: StreamHandlers,
  signal: AbortSignal,
): Promise<void> {
  let last = "";
  let failures = 0;
  let before = false;
  while (!signal.aborted) {
    handlers.onConnection(failures === 0 ? "connecting" : "lost");
    try {
      const response = await fetch(apiURL(session, "/events/stream"), {
        headers: {
          ...authHeaders(session),
          Accept: "text/event-stream",
          ...(last && { "Last-Event-ID": last }),
        },
        cache: "no-store",
        credentials: session.token ? "omit" : "same-origin",
        signal,
      });
      if (!response.ok || !response.body) throw new Error(`stream: ${response.status}`);
      failures = 0;
      handlers.onConnection("open");
      handlers.onOpen(before);
      before = true;
      await readEvents(response.body, (event, id) => {
        if (id) last = id;
        handlers.onEvent(event);
      });
    } catch {
      if (signal.aborted) return;
    }
    handlers.onConnection("lost");
    await pause(backoff(failures++), signal);
  }
}

/** Parses a stream of server-sent events until it ends. */
export async function readEvents(
  body: ReadableStream<Uint8Array>,
  onEvent: (event: LogEvent, id: string) => void,
): Promise<void> {
  const parser = createParser({
    onEvent: (message) => {
      const event = eventFrom(message.data, message.event, message.id);
      if (event) onEvent(event, message.id ?? "");
    },
  });
  const reader = body.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    parser.feed(decoder.decode(value, { stream: true }));
  }
}

function eventFrom(data: string, type: string | undefined, id: string | undefined): LogEvent | null {
  try {
    const event = JSON.parse(data) as Partial<LogEvent>;
    const name = event.type ?? type;
    return name ? { at: "", ...event, type: name, seq: event.seq ?? Number(id ?? 0) } : null;
  } catch {
    return null;
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
