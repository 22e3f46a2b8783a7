import { describe, expect, it } from "vitest";
import type { Card } from "@/api/review";
import { aField } from "@/test/documents";
import { entriesOf, fieldAfter, fieldsLeft, staying, withDone } from "./entries";
import { layoutOf, snippetOf } from "./layout";

const card = (box: number[] | null, page = { width: 800, height: 2400 }): Card => ({
  document_id: "a",
  revision: 1,
  file: "a.png",
  type: "receipt",
  attempt: 1,
  field: aField("9.00", { page: 1, box }),
  issues: [],
  page,
});

describe("a screen of cards", () => {
  it.each([
    [1256, 576, "total", 5, 25],
    [1256, 576, "merchant_address", 5, 20],
    [2536, 1216, "total", 10, 100],
    [100, 40, "total", 1, 1],
    [0, 0, "total", 1, 1],
  ])("of %i by %i holds, of %s, %i in a row and %i in all", (width, height, field, columns, per) => {
    const layout = layoutOf({ width, height }, field);
    expect([layout.columns, layout.per]).toEqual([columns, per]);
    const rows = per / columns;
    if (height > 100) expect(rows * layout.height + (rows - 1) * 8).toBeLessThanOrEqual(height);
  });
});

describe("the snippet of a card", () => {
  it("holds the value with a little around it, within what there is room for", () => {
    const shown = snippetOf(card([0.3, 0.5, 0.6, 0.51]), { width: 220, height: 34 });
    expect(shown?.cut).toMatchObject({ id: "a", page: 1 });
    const { left = 0, right = 0, top = 0, bottom = 0, width = 0 } = shown?.cut ?? {};
    expect(left).toBeLessThan(0.3);
    expect(right).toBeGreaterThan(0.6);
    expect(top).toBeLessThan(0.5);
    expect(bottom).toBeGreaterThan(0.51);
    expect(width).toBeLessThanOrEqual(800);
    expect(shown?.width).toBeLessThanOrEqual(220.01);
    expect(shown?.height).toBeLessThanOrEqual(34.01);
  });

  it("never leaves the page, and is none where the value has no place", () => {
    const shown = snippetOf(card([0, 0, 1, 0.02]), { width: 220, height: 34 }, 3);
    expect(shown?.cut).toMatchObject({ left: 0, top: 0, right: 1 });
    expect(snippetOf(card(null), { width: 220, height: 34 })).toBeNull();
    expect(snippetOf(card([0, 0, 1, 1], { width: 0, height: 0 }), { width: 220, height: 34 })).toBeNull();
  });
});

describe("what is left of the fields", () => {
  const group = {
    waiting: 3,
    fields: [
      { name: "total", count: 2 },
      { name: "grand_total", count: 1 },
      { name: "merchant", count: 3 },
    ],
    ready: 0,
    ready_documents: [],
  };

  it("is in the order of a review, without what was marked here", () => {
    const done = withDone({}, "total", ["a", "b"], { state: "marked" });
    expect(fieldsLeft(group, done)).toEqual([
      { name: "merchant", count: 3 },
      { name: "total", count: 0 },
      { name: "grand_total", count: 1 },
    ]);
  });

  it("is gone through once around", () => {
    const fields = fieldsLeft(group, {});
    expect(fieldAfter(fields, null)).toBe("merchant");
    expect(fieldAfter(fields, "merchant")).toBe("total");
    expect(fieldAfter(fields, "grand_total")).toBe("merchant");
    expect(fieldAfter([{ name: "total", count: 0 }], "total")).toBeNull();
  });

  it("forgets what is stored when a field is opened anew, and keeps what stays", () => {
    let done = withDone({}, "total", ["a"], { state: "taken" });
    done = staying(withDone(done, "total", ["b"], { state: "marked" }), "total");
    expect(done.total).toEqual({ b: { state: "marked" } });
    expect(entriesOf([card(null)], done.total)[0]?.state).toBe("waits");
  });
});
