import { expect, it } from "vitest";
import { ApiError, failureFrom, failureOf } from "./errors";
import { apiURL } from "./session";
import { boxOf } from "./types";
import { acceptedFrom } from "./upload";

it("reads problem details", () => {
  const problem = {
    title: "This kind of file cannot be read.",
    code: "unsupported_type",
    class: "terminal",
    hint: "Send a PDF.",
    detail: "text/plain",
  };
  expect(failureFrom(415, problem)).toEqual({
    code: "unsupported_type",
    class: "terminal",
    message: "This kind of file cannot be read.",
    hint: "Send a PDF.",
    detail: "text/plain",
  });
});

it("makes a failure of whatever was thrown", () => {
  expect(failureOf(new TypeError("Failed to fetch"))).toMatchObject({
    code: "unreachable",
    class: "retryable",
  });
  expect(failureFrom(502, "<html>")).toMatchObject({ code: "internal", message: "HTTP 502" });
  expect(failureFrom(401, null).code).toBe("unauthorized");
});

it("reads what became of an upload", () => {
  expect(acceptedFrom(202, { documents: [{ id: "a", duplicate: true }] })).toEqual({
    id: "a",
    duplicate: true,
  });
  expect(() => acceptedFrom(413, { code: "file_too_large", title: "Too large." })).toThrow(ApiError);
  expect(() => acceptedFrom(202, { documents: [{ name: "x", error: { code: "empty_file" } }] })).toThrow(
    ApiError,
  );
});

it("leaves out of an address what is not set", () => {
  const session = { baseURL: "http://127.0.0.1:7411", token: null };
  expect(apiURL(session, "/export.csv", { q: "", flags: false, confidence: true, status: ["a", "b"] })).toBe(
    "http://127.0.0.1:7411/api/v1/export.csv?confidence=true&status=a&status=b",
  );
});

it("takes no box for one that has no area or too few sides", () => {
  expect(boxOf([0.1, 0.2, 0.3, 0.4])).toEqual([0.1, 0.2, 0.3, 0.4]);
  expect(boxOf([0, 0, 0, 0])).toBeNull();
  expect(boxOf([0.1, 0.2])).toBeNull();
  expect(boxOf(null)).toBeNull();
});
