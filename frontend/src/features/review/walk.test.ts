import { expect, it } from "vitest";
import { aDocument, aField } from "@/test/documents";
import { begin, turned, usual } from "./pace";
import { sumsOf } from "./sums";
import { along, flaggedCell, moved, tablesOf } from "./tables";
import { nextToLookAt, stepFrom, unseen, walkOf } from "./walk";

const flagged = { flagged: true };
const document = aDocument("a", {
  fields: {
    merchant: aField("Shop"),
    merchant_address: aField("Street", flagged),
    total: aField("9.00", flagged),
    tax_total: aField(null),
    time: aField("10:15"),
  },
});
const walk = walkOf(document);

it("walks through what the type requires first, and what was not found last", () => {
  expect(walk.order).toEqual(["total", "merchant_address", "merchant", "time", "tax_total"]);
});

it("keeps what was corrected in sight, behind what needs a look", () => {
  const fields = { ...document.fields, time: aField("10:16", { origin: "corrected" }) };
  const after = walkOf(aDocument("a", { fields }));
  expect(after.corrected.map((f) => f.name)).toEqual(["time"]);
  expect(after.accepted.map((f) => f.name)).toEqual(["merchant", "tax_total"]);
  expect(after.order).toEqual(["total", "merchant_address", "time", "merchant", "tax_total"]);
});

it("goes on to the next that needs a look, once around, and ends", () => {
  expect(nextToLookAt(walk, null)).toBe("total");
  expect(nextToLookAt(walk, "total")).toBe("merchant_address");
  expect(nextToLookAt(walk, "merchant_address")).toBe("total");
  expect(nextToLookAt(walkOf(aDocument("b")), null)).toBeNull();
});

it("steps through all fields and stops at the ends", () => {
  expect(stepFrom(walk, "merchant_address", 1)).toBe("merchant");
  expect(stepFrom(walk, "total", -1)).toBe("total");
  expect(stepFrom(walk, null, -1)).toBe("tax_total");
});

it("knows what nobody has seen of what is required", () => {
  expect(unseen(document, new Set())).toEqual(["total"]);
  expect(unseen(document, new Set(["total"]))).toEqual([]);
});

it("takes the median for the usual time, and no coffee break for work", () => {
  const minutes = 60_000;
  let pace = begin(0);
  pace = turned(pace, 10_000, true);
  pace = turned(pace, 11_000, false);
  pace = turned(pace, 21_000 + 60 * minutes, true);
  pace = turned(pace, 33_000 + 60 * minutes, true);
  expect(pace.took).toEqual([10_000, 300_000, 12_000]);
  expect(usual(pace)).toBe(12_000);
  expect(usual(begin(0))).toBeNull();
});

const cell = (value: string | null, isFlagged = false) => ({
  value,
  confidence: 0.9,
  flagged: isFlagged,
  page: 1,
  box: null,
});
const table = {
  columns: ["description", "amount"],
  confidence: 1,
  rows: [
    { cells: { description: cell("Tea"), amount: cell("4.50") } },
    { cells: { description: cell("Cake"), amount: cell("4.40", true) } },
  ],
};

it("adds a table up in whole cents and holds it against the nearest total", () => {
  const priced = { ...document, tables: { line_items: table } };
  expect(sumsOf(priced, "line_items", table)).toEqual({
    sum: 890,
    target: { field: "total", value: 900, off: -10 },
  });
});

it("finds the flagged cell, and moves about without leaving the table", () => {
  const at = flaggedCell({ ...document, tables: { line_items: table } });
  expect(at).toEqual({ table: "line_items", row: 1, column: "amount" });
  if (!at) return;
  expect(moved(at, table, 5, 5)).toEqual(at);
  expect(along(at, table, -1)).toEqual({ ...at, column: "description" });
  expect(along({ ...at, row: 0 }, table, 1)).toEqual({ ...at, row: 1, column: "description" });
});

it("offers the tables of the type even where none was found", () => {
  expect(tablesOf(document).map((x) => [x.name, x.table.rows.length])).toEqual([["line_items", 0]]);
});
