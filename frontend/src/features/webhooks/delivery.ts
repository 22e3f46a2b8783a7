import type { Delivery, DeliveryAttempt, DeliveryState, Endpoint } from "@/api/types";
import type { Tone } from "@/lib/status";

const TONES: Readonly<Record<DeliveryState, Tone>> = {
  available: "working",
  running: "working",
  retryable: "look",
  completed: "ready",
  discarded: "failed",
  cancelled: "idle",
};

/** What a delivery's state asks of a person. */
export const toneOf = (state: DeliveryState): Tone => TONES[state];

/** How an endpoint does: its state, or that it fails at the moment. */
export type Health = "active" | "failing" | "paused" | "disabled";

export function healthOf(endpoint: Endpoint): Health {
  if (endpoint.state !== "active") return endpoint.state;
  return endpoint.failing_since ? "failing" : "active";
}

export const HEALTH_TONES: Readonly<Record<Health, Tone>> = {
  active: "ready",
  failing: "look",
  paused: "idle",
  disabled: "failed",
};

/** What went wrong, by its short name; the HTTP status of one that answers badly. */
export interface Fault {
  name: string;
  status: number;
}

/** Reads the short name of the log: `status_503` is an answer, others speak for themselves. */
export function faultOf(error: string): Fault | null {
  if (!error) return null;
  const status = /^status_(\d+)$/.exec(error);
  return status ? { name: "status", status: Number(status[1]) } : { name: error, status: 0 };
}

/** Whether a delivery can be sent again by hand. */
export const canReplay = (d: Delivery): boolean =>
  d.last_error !== "document_deleted" && d.state !== "running";

/** Headers as they stand on the wire. */
export function headerLines(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");
}

/** A body for reading: JSON with its indents, anything else as it is. */
export function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

/** Whether an attempt was a success. */
export const arrived = (attempt: DeliveryAttempt): boolean => attempt.error === "";

/** How an endpoint is called: by its description, else by its host. */
export function nameOf(endpoint: Pick<Endpoint, "description" | "url">): string {
  if (endpoint.description) return endpoint.description;
  try {
    return new URL(endpoint.url).host;
  } catch {
    return endpoint.url;
  }
}
