import { describe, expect, it } from "vitest";
import { aProfile } from "@/test/exports";
import { draftOf, freeName, inFormat, moved, sourcesFor, withRows } from "./draft";
import { exportSearch, wishOf } from "./search";

describe("a draft of a profile", () => {
  it("is a copy without what only the kept one has", () => {
    const kept = aProfile("books", { built_in: true, updated_at: "2026-11-21T09:14:03Z" });
    const draft = draftOf(kept, "My books");
    expect(draft).toMatchObject({ name: "My books", columns: kept.columns });
    expect(draft).not.toHaveProperty("id");
    expect(draft).not.toHaveProperty("built_in");
    draft.columns.pop();
    expect(kept.columns).toHaveLength(2);
  });

  it.each([
    [0, 2, ["b", "c", "a"]],
    [2, 0, ["c", "a", "b"]],
    [1, 1, ["a", "b", "c"]],
    [0, -1, ["a", "b", "c"]],
    [2, 3, ["a", "b", "c"]],
  ])("has the column of place %i moved to %i", (from, to, want) => {
    expect(moved(["a", "b", "c"], from, to)).toEqual(want);
  });

  it("loses its columns with a format that has none, and gets some back", () => {
    const whole = inFormat(aProfile("p"), "json");
    expect(whole.columns).toEqual([]);
    expect(inFormat(whole, "xlsx").columns.length).toBeGreaterThan(0);
  });

  it("loses cells that the other rows do not have", () => {
    const sources = [{ source: "cell:amount", kind: "money", types: [], rows: ["line_items"] }] as const;
    const all = sources.map((s) => ({ ...s, types: [], rows: [...s.rows] }));
    const items = aProfile("p", {
      rows: "line_items",
      columns: [
        { header: "a", source: ["cell:amount", "field:total"] },
        { header: "b", source: ["cell:amount"] },
      ],
    });
    expect(withRows(items, "line_items", all).columns).toHaveLength(2);
    expect(withRows(items, "document", all).columns).toEqual([{ header: "a", source: ["field:total"] }]);
  });

  it("is offered what its types and rows have", () => {
    const all = [
      { source: "field:iban", kind: "identifier", types: ["invoice"], rows: [] },
      { source: "field:total", kind: "money", types: ["receipt"], rows: [] },
      { source: "cell:amount", kind: "money", types: ["receipt"], rows: ["line_items"] },
      { source: "fact:file", kind: "text", types: [], rows: [] },
    ] satisfies Parameters<typeof sourcesFor>[1];
    const names = (more: Parameters<typeof aProfile>[1]) =>
      sourcesFor(aProfile("p", more), all).map((s) => s.source);
    expect(names({ types: ["receipt"] })).toEqual(["field:total", "fact:file"]);
    expect(names({ rows: "line_items" })).toHaveLength(4);
  });

  it("gets a name that nobody has", () => {
    expect(freeName("Books", [])).toBe("Books");
    expect(freeName("Books", ["BOOKS", "Books 2"])).toBe("Books 3");
  });
});

describe("the address of an export", () => {
  it("keeps what makes sense and leaves the rest out", () => {
    const search = {
      profile: "p",
      which: "all",
      review: true,
      q: 42,
      from: "2026-11-01",
      to: "soon",
      type: "",
    };
    expect(exportSearch(search)).toEqual({
      profile: "p",
      which: "all",
      review: true,
      q: "42",
      from: "2026-11-01",
    });
    expect(exportSearch({ which: "everything", review: "yes" })).toEqual({});
  });

  it("becomes a wish", () => {
    expect(wishOf({}, ["a"])).toEqual({ filter: {}, which: "new", review: false, ids: undefined });
    expect(wishOf({ chosen: true, from: "2026-11-01" }, ["a"])).toMatchObject({
      ids: ["a"],
      filter: { date_from: "2026-11-01" },
    });
  });
});
