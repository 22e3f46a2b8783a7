import { expect, it } from "vitest";
import { aDocument } from "@/test/documents";
import { keys } from "./keys";
import { documentsOf, type ListData, patchDocument, patchStatus, removeDocument } from "./lists";

const list = (...ids: string[]): ListData => ({
  pages: [
    { documents: ids.slice(0, 2).map((id) => aDocument(id)), next: "x", total: ids.length, excerpts: {} },
    { documents: ids.slice(2).map((id) => aDocument(id)), next: "", total: ids.length, excerpts: {} },
  ],
  pageParams: ["", "x"],
});
const ids = (data: ListData) =>
  documentsOf(data)
    .map((d) => d.id)
    .join("");
const all = { tab: "all", q: "" } as const;
const ready = { tab: "ready", q: "" } as const;

it("changes a document in its place", () => {
  const changed = aDocument("c", { status: "needs_review" });
  const { data, stale } = patchDocument(list("a", "b", "c"), all, changed);
  expect(documentsOf(data)[2]).toBe(changed);
  expect(stale).toBe(false);
});

it("takes out what no longer fits the filter, and its totals follow", () => {
  const { data, stale } = patchDocument(
    list("a", "b", "c"),
    ready,
    aDocument("b", { status: "needs_review" }),
  );
  expect(ids(data)).toBe("ac");
  expect(data.pages.map((p) => p.total)).toEqual([2, 2]);
  expect(stale).toBe(false);
});

it("asks for the list anew when a document comes to fit", () => {
  expect(patchDocument(list("a"), ready, aDocument("z")).stale).toBe(true);
  expect(patchDocument(list("a"), ready, aDocument("z", { status: "queued" })).stale).toBe(false);
});

it("drops the old error with the old status", () => {
  const failed = aDocument("a", {
    status: "failed_terminal",
    error: { code: "corrupt_file", class: "terminal", message: "", hint: "" },
  });
  const start: ListData = {
    pages: [{ documents: [failed], next: "", total: 1, excerpts: {} }],
    pageParams: [""],
  };
  expect(documentsOf(patchStatus(start, all, "a", "queued").data)[0]).toMatchObject({
    status: "queued",
    error: null,
  });
});

it("removes once, and leaves alone a list without the document", () => {
  const start = list("a", "b", "c");
  expect(ids(removeDocument(start, "a"))).toBe("bc");
  expect(removeDocument(start, "z")).toBe(start);
});

it("keeps lists of different filters apart, all under one stem", () => {
  expect(keys.list(all)).not.toEqual(keys.list(ready));
  for (const key of [keys.list(all), keys.document("a")]) expect(key.slice(0, 1)).toEqual(keys.documents);
  expect(keys.list(all).slice(0, 2)).toEqual(keys.lists);
});
