import { describe, expect, it } from "vitest";
import type { Box } from "@/api/types";
import { aimed, crop, lineOf, onPage, panned, whole, zoomed } from "./stage";

const pane = { width: 800, height: 600 };
const box: Box = [0.6, 0.5, 0.7, 0.51];

describe("the page in its pane", () => {
  it("fits whole, in the middle", () => {
    const lie = whole(pane, 1.4);
    expect(lie.width * 1.4).toBeLessThanOrEqual(600);
    expect(lie.left).toBeCloseTo((800 - lie.width) / 2);
  });

  it("shows a box where the eye is, with letters that can be read", () => {
    const lie = aimed(box, pane, 1.4, 0.01);
    expect(0.01 * 1.4 * lie.width).toBeGreaterThanOrEqual(15.9);
    const middle = lie.left + 0.65 * lie.width;
    expect(middle).toBeGreaterThan(0);
    expect(middle).toBeLessThan(800);
    const y = lie.top + 0.505 * lie.width * 1.4;
    expect(y).toBeGreaterThan(100);
    expect(y).toBeLessThan(500);
  });

  it("keeps its measure from box to box", () => {
    const other = aimed([0.1, 0.2, 0.2, 0.21], pane, 1.4, 0.01);
    expect(other.width).toBe(aimed(box, pane, 1.4, 0.01).width);
  });

  it("never lets a box be larger than the pane", () => {
    const lie = aimed([0, 0, 1, 0.9], pane, 1.4, 0.01);
    expect(lie.width).toBeLessThanOrEqual(800);
    expect(0.9 * 1.4 * lie.width).toBeLessThanOrEqual(600);
  });

  it("zooms at a point, and cannot be lost", () => {
    const lie = whole(pane, 1.4);
    const near = zoomed(lie, 2, { left: 400, top: 300 });
    const place = onPage(lie, 1.4, 400, 300);
    expect(onPage(near, 1.4, 400, 300).x).toBeCloseTo(place.x);
    expect(panned(near, -99_999, 0, pane, 1.4).left).toBe(60 - near.width);
  });
});

it("takes the usual height of the words for a line", () => {
  const word = (height: number) => ({ box: [0, 0, 0.1, height] }) as never;
  expect(lineOf([word(0.01), word(0.012), word(0.05)], null)).toBe(0.012);
  expect(lineOf(undefined, [0, 0, 1, 0.4])).toBe(0.02);
});

it("cuts a snippet that is no larger than its place", () => {
  const cut = crop([0.1, 0.1, 0.9, 0.13], 1.4, 0.01, { width: 300, height: 60 });
  expect(cut.width).toBeLessThanOrEqual(300.01);
  expect(cut.height).toBeLessThanOrEqual(60.01);
  expect(-cut.left / cut.picture).toBeLessThan(0.1);
});
