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

it("says by how much sums differ that nothing would mend", () => {
  const broken = (rule: string, params: Record<string, string>) =>
    aDocument("a", {
      fields: { tax_total: aField("1.00", { flagged: true, reasons: [`rule:${rule}`] }) },
      issues: [
        {
          rule,
          severity: "warning",
          fields: ["tax_total"],
          message: "",
          sentence: { key: `issue.${rule}`, params },
        },
      ],
    });
  const sums = { net: "10.00", tax: "1.00", total: "11.50" };
  expect(chipsOf(broken("net_plus_tax", sums), "tax_total")).toEqual([{ kind: "off", by: "0.50" }]);
  expect(chipsOf(broken("tax_lines_sum", { sum: "1.20", tax: "1.00" }), "tax_total")).toEqual([
    { kind: "off", by: "0.20" },
  ]);
  expect(chipsOf(broken("tax_below_total", {}), "tax_total")).toEqual([
    { kind: "rule", rule: "tax_below_total" },
  ]);
});

it("tells look-alikes only where one letter differs", () => {
  expect(alike("8.00", "B.00")).toEqual(["8", "B"]);
  expect(alike("8.01", "B.00")).toBeNull();
  expect(alike("x", "y")).toBeNull();
  expect(alike("8", "88")).toBeNull();
});
