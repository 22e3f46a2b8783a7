import { describe, expect, it } from "vitest";
import { aDocument, aField } from "@/test/documents";
import { alike, chipsOf, choicesOf } from "./choices";

const candidate = (value: string, confidence: number) => ({
  value,
  raw: value,
  confidence,
  page: 1,
  box: null,
});
const document = aDocument("a", {
  fields: {
    total: aField("9.00", {
      flagged: true,
      confidence: 0.62,
      reasons: ["low_confidence", "rule:total_is_sum"],
      candidates: [
        candidate("9.00", 0.5),
        candidate("9.80", 0.2),
        candidate("9.10", 0.1),
        candidate("7", 0.0001),
      ],
    }),
    date: aField(null, { flagged: true, reasons: ["missing", "rule:required"] }),
    merchant: aField("SH0P", {
      flagged: true,
      confidence: 0.5,
      reasons: ["low_confidence"],
      candidates: [candidate("SHOP", 0.4)],
    }),
    time: aField("10:15"),
  },
  issues: [
    {
      rule: "total_is_sum",
      severity: "error",
      fields: ["total"],
      message: "",
      suggestion: { field: "total", value: "9.10" },
    },
  ],
});

it("numbers what mends the sums before the other readings, each value once", () => {
  expect(choicesOf(document, "total").map((c) => [c.value, c.body.action, c.body.candidate])).toEqual([
    ["9.10", "suggestion", undefined],
    ["9.80", "candidate", 2],
  ]);
  expect(choicesOf(document, "nothing")).toEqual([]);
});

describe("the chips", () => {
  it.each([
    [
      "total",
      [
        { kind: "sure", confidence: 0.62 },
        { kind: "off", by: "0.10" },
      ],
    ],
    ["date", [{ kind: "missing" }]],
    ["merchant", [{ kind: "alike", read: "0", other: "O" }]],
    ["time", []],
  ])("of %s say %j", (name, chips) => {
    expect(chipsOf(document, name)).toEqual(chips);
  });
});

it("tells look-alikes only where one letter differs", () => {
  expect(alike("8.00", "B.00")).toEqual(["8", "B"]);
  expect(alike("8.01", "B.00")).toBeNull();
  expect(alike("x", "y")).toBeNull();
  expect(alike("8", "88")).toBeNull();
});
