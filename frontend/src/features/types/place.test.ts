import { expect, it } from "vitest";
import { boxAt } from "./place";

it("makes a small place of a click", () => {
  const box = boxAt({ x: 0.5, y: 0.25 });
  expect(box?.map((n) => Math.round(n * 1e4) / 1e4)).toEqual([0.499, 0.249, 0.501, 0.251]);
});

it("keeps a place at the edge on the page", () => {
  expect(boxAt({ x: 0, y: 1 })).toEqual([0, 0.999, 0.001, 1]);
});

it("knows no place beside the page", () => {
  expect(boxAt({ x: -0.01, y: 0.5 })).toBeNull();
  expect(boxAt({ x: 0.5, y: 1.2 })).toBeNull();
});
