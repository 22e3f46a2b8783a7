import { ApiError, failureFrom } from "./errors";

/** What openapi-fetch answers. */
interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** Throws the failure of an answer that was no success. */
export function done(answer: Answer<unknown>): void {
  if (!answer.response.ok)
    throw new ApiError(
      answer.response.status,
      failureFrom(answer.response.status, answer.error),
      answer.error,
    );
}

/** The data of an answer that was a success. */
export function unwrap<T>(answer: Answer<T>): T {
  done(answer);
  return answer.data as T;
}
