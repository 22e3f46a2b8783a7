import { describe, expect, it } from "vitest";
import { acceptedAt, modeOf, type Policy, thresholdOf, withAlways, withMode } from "./acceptance";

const targets = [0.05, 0.01, 0.001];
const field = {
  name: "receipt.total",
  thresholds: [0.5, 0.8, 0.95],
  required: false,
  steps: [
    { from: 0.4, values: 2, wrong: 1 },
    { from: 0.85, values: 5, wrong: 1 },
    { from: 0.97, values: 13, wrong: 0 },
  ],
};
const policy: Policy = {
  target: 0.01,
  targets: { "receipt.total": 0.001 },
  thresholds: {},
  always: ["invoice.iban"],
  unneeded: ["receipt.time"],
};

describe("what is let through without a look", () => {
  it("is counted over the user's own values", () => {
    expect(acceptedAt(field, 0.8)).toEqual({ values: 20, accepted: 18, wrong: 1 });
    expect(acceptedAt(field, 0.95)).toEqual({ values: 20, accepted: 13, wrong: 0 });
    expect(acceptedAt(field, 0)).toEqual({ values: 20, accepted: 20, wrong: 2 });
  });

  it("follows the stricter of two known targets", () => {
    expect(thresholdOf(field, targets, { kind: "usual" }, 0.01)).toBe(0.8);
    expect(thresholdOf(field, targets, { kind: "target", target: 0.02 }, 0.01)).toBe(0.8);
    expect(thresholdOf(field, targets, { kind: "target", target: 0.0001 }, 0.01)).toBe(0.95);
    expect(thresholdOf(field, targets, { kind: "threshold", at: 0.33 }, 0.01)).toBe(0.33);
  });

  it("is changed for one field and left for the others", () => {
    expect(modeOf(policy, "receipt.total")).toEqual({ kind: "target", target: 0.001 });
    expect(withMode(policy, "receipt.total", { kind: "usual" })).toEqual({
      "review.targets": null,
      "review.thresholds": null,
      "review.unneeded": ["receipt.time"],
    });
    expect(withMode(policy, "receipt.date", { kind: "threshold", at: 0.9 })).toEqual({
      "review.targets": { "receipt.total": 0.001 },
      "review.thresholds": { "receipt.date": 0.9 },
      "review.unneeded": ["receipt.time"],
    });
    expect(modeOf(policy, "receipt.time")).toEqual({ kind: "unneeded" });
    expect(withMode(policy, "receipt.time", { kind: "usual" })["review.unneeded"]).toBeNull();
    expect(withMode(policy, "receipt.total", { kind: "unneeded" })).toEqual({
      "review.targets": null,
      "review.thresholds": null,
      "review.unneeded": ["receipt.time", "receipt.total"],
    });
    expect(withAlways(policy, "invoice.iban", false)).toEqual({ "review.always": null });
  });
});
