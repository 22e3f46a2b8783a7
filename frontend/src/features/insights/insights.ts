import type { InsightDay, Insights } from "@/api/library";

/** What can become of a document, in the order the bars are stacked. */
export const OUTCOMES = ["through", "approved", "waiting", "rejected", "failed", "working"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Documents of a day. */
export const dayTotal = (day: InsightDay): number => OUTCOMES.reduce((sum, o) => sum + day[o], 0);

/** The sums over all days and fields. */
export function sums({ days, fields }: Insights) {
  const of = (outcome: Outcome) => days.reduce((sum, day) => sum + day[outcome], 0);
  const read = of("through") + of("approved") + of("waiting") + of("rejected");
  return {
    documents: days.reduce((sum, day) => sum + dayTotal(day), 0),
    pages: days.reduce((sum, day) => sum + day.pages, 0),
    read,
    /** Read, and nobody had to look. */
    through: of("through"),
    values: fields.reduce((sum, f) => sum + f.values, 0),
    unseen: fields.reduce((sum, f) => sum + f.unseen, 0),
  };
}

/** A round number at or above the tallest bar, to draw its line at. */
export function ceiling(tallest: number): number {
  if (tallest <= 5) return Math.max(1, tallest);
  const power = 10 ** Math.floor(Math.log10(tallest));
  for (const step of [1, 2, 5, 10]) if (step * power >= tallest) return step * power;
  return tallest;
}
