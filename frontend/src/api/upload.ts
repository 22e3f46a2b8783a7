import { ApiError, failureFrom } from "./errors";
import { apiURL, authHeaders, type Session } from "./session";

/** The answer for one file that was taken. */
export interface Accepted {
  id: string;
  duplicate: boolean;
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
  const first = (body as { documents?: { id?: string; duplicate?: boolean; error?: unknown }[] } | null)
    ?.documents?.[0];
  if (!first?.id) throw new ApiError(422, failureFrom(422, first?.error));
  return { id: first.id, duplicate: first.duplicate === true };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
