// @vitest-environment jsdom

import { QueryClient } from "@tanstack/react-query";
import { describe, expect, it } from "vitest";
import { ApiError, failureFrom } from "@/api/errors";
import type { ReviewStep } from "@/api/review";
import { aDocument } from "@/test/documents";
import { fakeApi } from "@/test/render";
import { Bulk } from "./bulk";

const step = (id: string) => ({ act: "approve", document: aDocument(id) }) as unknown as ReviewStep;

function made() {
  const api = fakeApi([aDocument("a"), aDocument("b"), aDocument("c")]);
  return { api, bulk: new Bulk(new QueryClient(), api) };
}

describe("a thing done to many documents", () => {
  it("goes on past those that cannot be done, and says why", async () => {
    const { api, bulk } = made();
    api.library.approve.mockImplementation(async (id) => {
      if (id === "b") throw new ApiError(409, failureFrom(409, { code: "unreviewed_fields", title: "No." }));
    });
    await bulk.run("approve", ["a", "b", "c"]);
    expect(bulk.state).toMatchObject({ total: 3, done: ["a", "c"], running: false, stopped: false });
    expect(bulk.state?.failed.map((f) => [f.id, f.failure.code])).toEqual([["b", "unreviewed_fields"]]);
  });

  it("stops when it is told to", async () => {
    const { api, bulk } = made();
    api.library.cancel.mockImplementation(async () => bulk.stop());
    await bulk.run("cancel", ["a", "b", "c", "d", "e", "f", "g", "h"]);
    expect(bulk.state?.stopped).toBe(true);
    expect(api.library.cancel.mock.calls.length).toBeLessThanOrEqual(4);
  });

  it("takes back what it did, and nothing else", async () => {
    const { api, bulk } = made();
    await bulk.run("approve", ["a", "b"]);
    api.review.undo.mockResolvedValueOnce(step("b")).mockResolvedValueOnce(step("other"));
    api.review.redo.mockResolvedValue(step("other"));
    await bulk.undo();
    expect(bulk.state).toMatchObject({ verb: "undo", done: ["b"], total: 2 });
    expect(api.review.redo).toHaveBeenCalledTimes(1);
  });
});
