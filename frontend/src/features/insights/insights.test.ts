import { describe, expect, it } from "vitest";
import { ceiling, dayTotal, sums } from "./insights";

const day = (more: object) => ({
  day: "2026-03-01",
  through: 0,
  approved: 0,
  waiting: 0,
  rejected: 0,
  failed: 0,
  working: 0,
  pages: 0,
  seconds_per_page: 0,
  ...more,
});

describe("insights", () => {
  it("add days and fields up", () => {
    const insights = {
      days: [day({ through: 2, failed: 1, pages: 3 }), day({ approved: 1, waiting: 1, pages: 2 })],
      fields: [{ name: "receipt.total", values: 4, unseen: 3, corrected: 1 }],
      reading: { documents: 4, pages: 5, median_seconds: 1, longest_seconds: 2 },
    };
    expect(sums(insights)).toEqual({ documents: 5, pages: 5, read: 4, through: 2, values: 4, unseen: 3 });
    expect(dayTotal(insights.days[0] ?? day({}))).toBe(3);
  });

  it("draw their line at a round number", () => {
    expect([0, 3, 7, 12, 49, 51, 1001].map(ceiling)).toEqual([1, 3, 10, 20, 50, 100, 2000]);
  });
});
