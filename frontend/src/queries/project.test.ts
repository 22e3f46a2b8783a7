import { describe, expect, it } from "vitest";
import type { FieldRequest } from "@/api/review";
import type { Document } from "@/api/types";
import { aDocument, aField } from "@/test/documents";
import { type Edit, project } from "./project";

const candidate = { value: "10.00", raw: "10,00", confidence: 0.3, page: 2, box: [0, 0, 0.1, 0.1] };
const document = aDocument("a", {
  fields: { total: aField("9.00", { flagged: true, candidates: [candidate] }) },
  issues: [
    {
      rule: "total_is_sum",
      severity: "error",
      fields: ["total"],
      message: "",
      suggestion: { field: "total", value: "9.50" },
    },
  ],
});
const total = (body: FieldRequest, on: Document = document) =>
  project(on, { kind: "field", field: "total", body }).fields.total;

describe("a field", () => {
  it.each<[FieldRequest, string | null, string, number]>([
    [{ action: "confirm" }, "9.00", "confirmed", 1],
    [{ action: "clear" }, null, "corrected", 2],
    [{ action: "candidate", candidate: 1 }, "10.00", "corrected", 1],
    [{ action: "suggestion" }, "9.50", "corrected", 2],
    [{ action: "correct", value: "8" }, "8", "corrected", 2],
  ])("after %j", (body, value, origin, candidates) => {
    const after = total(body);
    expect(after).toMatchObject({ value, origin, flagged: false, confidence: 1 });
    expect(after?.candidates.length).toBe(candidates);
  });

  it("keeps its place when a value is typed, and moves with one that was pointed at", () => {
    expect(total({ action: "correct", value: "8" })?.box).toEqual(document.fields.total?.box);
    expect(total({ action: "correct", value: "8", page: 3, box: [0, 0, 1, 1] })).toMatchObject({ page: 3 });
    expect(total({ action: "candidate", candidate: 1 })).toMatchObject({ page: 2, raw: "10,00" });
  });
});

describe("a table", () => {
  const edit = (...edits: Extract<Edit, { kind: "table" }>["edits"]) =>
    project(document, { kind: "table", table: "line_items", edits }).tables.line_items?.rows.map((r) =>
      Object.fromEntries(Object.entries(r.cells).map(([c, cell]) => [c, cell.value])),
    );
  it("is made, changed and cut, each edit on what the one before left", () => {
    expect(
      edit(
        { op: "insert" },
        { op: "set", row: 1, column: "amount", value: "1.00" },
        { op: "insert", row: 1, cells: { amount: "2.00" } },
        { op: "insert" },
        { op: "remove", row: 3 },
      ),
    ).toEqual([{ amount: "2.00" }, { amount: "1.00" }]);
  });
});

it("decides", () => {
  const after = (edit: Edit) => project(document, edit).status;
  expect(after({ kind: "approve", rest: true })).toBe("approved");
  expect(after({ kind: "reject", reason: "twice" })).toBe("rejected");
  expect(after({ kind: "postpone" })).toBe(document.status);
  expect(after({ kind: "reopen" })).toBe("needs_review");
});
