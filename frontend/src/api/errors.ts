import type { Document, Failure } from "./types";

/** An answer that was no success, as the contract describes failures. */
export class ApiError extends Error {
  readonly status: number;
  readonly failure: Failure;
  /** The document as it stands, where an act came too late or is not allowed now. */
  readonly current: Document | null;

  constructor(status: number, failure: Failure, body?: unknown) {
    super(failure.message);
    this.name = "ApiError";
    this.status = status;
    this.failure = failure;
    this.current = currentIn(body);
  }
}

function currentIn(body: unknown): Document | null {
  if (typeof body !== "object" || body === null || !("current" in body)) return null;
  return (body.current as Document | null) ?? null;
}

const CLASSES: readonly string[] = [
  "retryable",
  "terminal",
  "review",
  "internal",
] satisfies Failure["class"][];
const isClass = (value: string): value is Failure["class"] => CLASSES.includes(value);

const text = (value: unknown): string => (typeof value === "string" ? value : "");

const isSentence = (value: unknown): value is NonNullable<Failure["sentence"]> =>
  typeof value === "object" && value !== null && "key" in value && typeof value.key === "string";

/** Reads problem+json (RFC 9457) or a bare failure; anything else keeps its status only. */
export function failureFrom(status: number, body: unknown): Failure {
  const o = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const known = text(o.class);
  return {
    code: text(o.code) || (status === 401 ? "unauthorized" : status === 0 ? "unreachable" : "internal"),
    class: isClass(known) ? known : status === 0 || status === 503 ? "retryable" : "internal",
    message: text(o.message) || text(o.title) || text(o.detail) || `HTTP ${status}`,
    hint: text(o.hint),
    detail: text(o.message) || text(o.title) ? text(o.detail) : "",
    ...(isSentence(o.sentence) && { sentence: o.sentence }),
  };
}

/** The failure behind whatever was thrown; a broken connection is `unreachable`. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ApiError) return error.failure;
  if (error instanceof TypeError) return failureFrom(0, { message: "Deskclerk does not answer." });
  return failureFrom(500, { message: error instanceof Error ? error.message : String(error) });
}
