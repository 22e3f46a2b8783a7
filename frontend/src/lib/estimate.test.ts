import { describe, expect, it } from "vitest";
import { type Batch, documentsDone, NO_BATCH, pageRead, spanOf, timeLeft } from "./estimate";

/** Pages read at even distances, the last of them at `end`. */
function evenly(pages: number, every: number, documents: number): { batch: Batch; end: number } {
  let batch = NO_BATCH;
  for (let i = 0; i < pages; i++) batch = pageRead(batch, i * every);
  return { batch: documentsDone(batch, documents), end: (pages - 1) * every };
}

describe("time left", () => {
  it("is unknown until some pages were read over some seconds", () => {
    const few = evenly(3, 2000, 3);
    expect(timeLeft(few.batch, { documents: 5, knownPages: 5, unknownDocuments: 0 }, few.end)).toBeNull();
    const quick = evenly(10, 100, 10);
    expect(timeLeft(quick.batch, { documents: 5, knownPages: 5, unknownDocuments: 0 }, quick.end)).toBeNull();
  });

  it("is the measured time a page times the pages left", () => {
    const { batch, end } = evenly(11, 1000, 11);
    expect(timeLeft(batch, { documents: 2, knownPages: 20, unknownDocuments: 0 }, end)).toBeCloseTo(20_000);
  });

  it("takes documents of unknown length to be as long as those before", () => {
    const { batch, end } = evenly(12, 1000, 4);
    expect(timeLeft(batch, { documents: 3, knownPages: 0, unknownDocuments: 3 }, end)).toBeCloseTo(9_000);
  });

  it("grows while nothing is read", () => {
    const { batch, end } = evenly(11, 1000, 11);
    const left = { documents: 2, knownPages: 20, unknownDocuments: 0 };
    expect(timeLeft(batch, left, end + 10_000)).toBeCloseTo(40_000);
  });

  it("forgets how fast it was long ago", () => {
    let batch = NO_BATCH;
    for (let i = 0; i < 50; i++) batch = pageRead(batch, i * 100);
    for (let i = 1; i <= 40; i++) batch = pageRead(batch, 5000 + i * 1000);
    expect(timeLeft(batch, { documents: 1, knownPages: 1, unknownDocuments: 0 }, 45_000)).toBeCloseTo(1000);
  });

  it("is nothing when nothing is left", () => {
    const { batch, end } = evenly(11, 1000, 11);
    expect(timeLeft(batch, { documents: 0, knownPages: 0, unknownDocuments: 0 }, end)).toBeNull();
  });
});

it.each([
  [1_000, { unit: "moment" }],
  [12_000, { unit: "seconds", count: 15 }],
  [70_000, { unit: "minutes", count: 1 }],
  [59.6 * 60_000, { unit: "hours", hours: 1, minutes: 0 }],
  [95 * 60_000, { unit: "hours", hours: 1, minutes: 40 }],
])("says %d ms as a person would", (ms, span) => {
  expect(spanOf(ms)).toEqual(span);
});
