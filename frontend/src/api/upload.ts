import { ApiError, failureFrom } from "./errors";
import { apiURL, authHeaders, type Session } from "./session";
import type { Failure } from "./types";

/** The answer for one file that was taken. */
export interface Accepted {
  id: string;
  duplicate: boolean;
  /** It was a ZIP or mail; what became of the files in it. */
  inside?: Inside;
}

/** What became of the files in a ZIP or mail. */
export interface Inside {
  documents: number;
  /** Left where they were, with the reason. */
  passedOver: { name: string; why: string }[];
  /** Could not be taken. */
  failed: { name: string; failure: Failure }[];
}

interface Answered {
  id?: string;
  name?: string;
  duplicate?: boolean;
  error?: unknown;
  container?: string;
  passed_over?: string;
}

/**
 * Sends one file as the raw body of a request. XMLHttpRequest, because fetch
 * does not say how much has been sent. `onProgress` gets a fraction.
 */
export function uploadFile(
  session: Session,
  file: File,
  onProgress: (fraction: number) => void,
  signal?: AbortSignal,
): Promise<Accepted> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", apiURL(session, "/documents", { filename: file.name }));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    for (const [name, value] of Object.entries(authHeaders(session))) request.setRequestHeader(name, value);
    request.upload.onprogress = (e) => e.lengthComputable && onProgress(e.loaded / e.total);
    request.onload = () => {
      try {
        resolve(acceptedFrom(request.status, parse(request.responseText)));
      } catch (error) {
        reject(error);
      }
    };
    request.onerror = () => reject(new TypeError("network"));
    request.onabort = () => reject(new DOMException("aborted", "AbortError"));
    signal?.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

/** Reads the answer to one raw upload; throws ApiError when the file was refused. */
export function acceptedFrom(status: number, body: unknown): Accepted {
  if (status < 200 || status > 299) throw new ApiError(status, failureFrom(status, body));
  const all = (body as { documents?: Answered[] } | null)?.documents ?? [];
  const first = all.find((d) => d.id) ?? all[0];
  if (!first?.id) throw new ApiError(422, failureFrom(422, first?.error));
  const accepted = { id: first.id, duplicate: all.every((d) => !d.id || d.duplicate === true) };
  return first.container ? { ...accepted, duplicate: false, inside: insideOf(all) } : accepted;
}

/** Sums up what was in a ZIP or mail. */
export function insideOf(all: readonly Answered[]): Inside {
  const name = (d: Answered) => d.name?.split("/").slice(1).join("/") ?? "";
  return {
    documents: all.filter((d) => d.id).length,
    passedOver: all.filter((d) => d.passed_over).map((d) => ({ name: name(d), why: d.passed_over ?? "" })),
    failed: all.filter((d) => d.error).map((d) => ({ name: name(d), failure: failureFrom(422, d.error) })),
  };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
