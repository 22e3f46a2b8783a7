import { expect, it } from "vitest";
import { aDocument } from "@/test/documents";
import {
  add,
  applies,
  move,
  partsOf,
  type Sheet,
  sheetsOf,
  toggleBegins,
  toggleDropped,
  turn,
} from "./sheets";

const stack = (id: string, pages: number, own = true) =>
  sheetsOf(aDocument(id, { file: { ...aDocument(id).file, pages } }), own);
const numbers = (sheets: readonly Sheet[]) => sheets.map((s) => `${s.document ?? ""}${s.page}`).join(" ");

it("asks for nothing while nothing was done", () => {
  expect(applies(stack("a", 3), 3)).toBe(false);
});

it("splits, turns, moves and leaves out", () => {
  let sheets = stack("a", 4);
  sheets = toggleBegins(sheets, "/3");
  sheets = toggleDropped(sheets, "/2");
  sheets = turn(turn(sheets, "/4"), "/4");
  sheets = move(sheets, "/4", -1);
  expect(applies(sheets, 4)).toBe(true);
  expect(partsOf(sheets)).toEqual([
    { pages: [{ page: 1 }, { page: 4, turn: 180 }] },
    { pages: [{ page: 3 }] },
  ]);
});

it("collates the backs of a stack, which lie in reverse", () => {
  expect(numbers(add(stack("a", 3), stack("b", 3, false), true))).toBe("1 b3 2 b2 3 b1");
  expect(numbers(add(stack("a", 3), stack("b", 2, false), true))).toBe("1 b2 2 b1 3");
  expect(numbers(add(stack("a", 1), stack("b", 2, false), false))).toBe("1 b1 b2");
});

it("adds no page twice, and keeps one of the document's own", () => {
  const both = add(stack("a", 1), stack("b", 1, false), false);
  expect(add(both, stack("b", 1, false), false)).toHaveLength(2);
  expect(applies(toggleDropped(both, "/1"), 1)).toBe(false);
});

it("stays at the ends", () => {
  expect(numbers(move(stack("a", 2), "/1", -1))).toBe("1 2");
});
