import { describe, expect, it } from "vitest";
import { pictureWidth, scrollFor, shownWidth, widthForBox, zoomed } from "./geometry";

const view = { width: 848, height: 648 };

describe("the page's size", () => {
  it("fits the whole page, whichever side is the tight one", () => {
    expect(shownWidth("page", view, 2)).toBe(300);
    expect(shownWidth("page", view, 0.5)).toBe(800);
  });

  it("fits the width, or is what was asked for within limits", () => {
    expect(shownWidth("width", view, 2)).toBe(800);
    expect(shownWidth(1000, view, 2)).toBe(1000);
    expect(shownWidth(1e6, view, 2)).toBe(6000);
  });

  it("comes back after a step in and a step out", () => {
    expect(zoomed(zoomed(640, 1), -1)).toBeCloseTo(640);
  });
});

describe("the picture to ask for", () => {
  it("is crisp on the screen", () => {
    expect(pictureWidth(700, 1, 2480)).toBe(800);
    expect(pictureWidth(700, 2, 2480)).toBe(1600);
  });

  it("is no larger than the scan needs", () => {
    expect(pictureWidth(3000, 2, 1000)).toBe(1200);
  });
});

describe("a box that is shown", () => {
  it("brings a small line to a height that can be read", () => {
    expect(widthForBox([0.1, 0.1, 0.3, 0.114], 300, view, 2)).toBeCloseTo(22 / (0.014 * 2));
  });

  it("does not make a wide one wider than most of the view", () => {
    expect(widthForBox([0.05, 0.1, 0.95, 0.11], 300, view, 2)).toBeCloseTo((0.7 * 848) / 0.9);
  });

  it("never makes the page smaller than it is", () => {
    expect(widthForBox([0.1, 0.1, 0.9, 0.5], 900, view, 2)).toBe(900);
  });

  it("stands in the middle of the view, as far as the page allows", () => {
    const page = { width: 1000, height: 2000 };
    const origin = { left: 24, top: 24 };
    expect(scrollFor([0.4, 0.5, 0.6, 0.5], page, origin, view)).toEqual({ left: 100, top: 700 });
    expect(scrollFor([0, 0, 0.1, 0.01], page, origin, view)).toEqual({ left: 0, top: 0 });
  });
});
