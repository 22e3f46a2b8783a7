import { expect, it } from "vitest";
import { aDocument, aField } from "@/test/documents";
import { certaintyOf, kindOf, orderFields } from "./fields";

it("keeps the contract's order and puts what needs attention apart", () => {
  const fields = {
    currency: aField("EUR"),
    total: aField("9.00", { flagged: true }),
    zebra: aField("own field"),
    date: aField("2026-03-01"),
    merchant: aField(null, { flagged: true }),
  };
  const { attention, rest } = orderFields(aDocument("a", { fields }));
  expect(attention.map((f) => f.name)).toEqual(["merchant", "total"]);
  expect(rest.map((f) => f.name)).toEqual(["date", "currency", "zebra"]);
});

it("knows amounts and dates by their names", () => {
  expect(["opening_balance", "unit_price", "total"].map(kindOf)).toEqual(["money", "money", "money"]);
  expect(["due_date", "period_start", "date"].map(kindOf)).toEqual(["date", "date", "date"]);
  expect(["tax_rate", "merchant", "update"].map(kindOf)).toEqual(["text", "text", "text"]);
});

it("is sure only of what is neither flagged nor doubtful", () => {
  expect(certaintyOf({ flagged: true, confidence: 0.99 })).toBe("look");
  expect(certaintyOf({ flagged: false, confidence: 0.7 })).toBe("fair");
  expect(certaintyOf({ flagged: false, confidence: 0.9 })).toBe("sure");
});
