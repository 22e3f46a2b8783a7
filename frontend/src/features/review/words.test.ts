import { describe, expect, it } from "vitest";
import { wordsOf } from "@/test/review";
import { around, boxAround, find, grainOf, inOrder, snapped, textOf, within, wordAt } from "./words";

const words = wordsOf("CORNER SHOP LTD", "Date 04/03/2026 10:15", "IBAN DE12 3456 7890", "TOTAL 31.00");
const at = (text: string) => words.findIndex((w) => w.text === text);
const taken = (text: string, grain: Parameters<typeof around>[2]) =>
  around(words, at(text), grain, 1).map((i) => words[i]?.text);

describe("a click", () => {
  it("hits the word under the pointer, or one just beside it, and nothing far away", () => {
    expect(words[wordAt(words, 0.11, 0.11, 1)]?.text).toBe("CORNER");
    expect(words[wordAt(words, 0.097, 0.115, 1)]?.text).toBe("CORNER");
    expect(wordAt(words, 0.9, 0.9, 1)).toBe(-1);
  });

  it("takes as much as belongs to a value of the field", () => {
    expect(taken("SHOP", "phrase")).toEqual(["CORNER", "SHOP", "LTD"]);
    expect(taken("3456", "groups")).toEqual(["DE12", "3456", "7890"]);
    expect(taken("04/03/2026", "date")).toEqual(["04/03/2026"]);
    expect(taken("31.00", "word")).toEqual(["31.00"]);
  });

  it("puts a number together that was read in pieces", () => {
    const pieces = wordsOf("TOTAL 79. 36 RM", "12 .50");
    const of = (at: number) => around(pieces, at, "word", 1).map((i) => pieces[i]?.text);
    expect([of(1), of(2), of(0), of(5)]).toEqual([["79.", "36"], ["79.", "36"], ["TOTAL"], ["12", ".50"]]);
  });

  it("puts a date of several words together", () => {
    const dated = wordsOf("Date 21 March 2018 Tuesday");
    const all = around(dated, 2, "date", 1).map((i) => dated[i]?.text);
    expect(all).toEqual(["21", "March", "2018"]);
  });

  it("knows the grain of fields and columns", () => {
    expect(["merchant", "iban", "issue_date", "period_end", "total"].map(grainOf)).toEqual([
      "phrase",
      "groups",
      "date",
      "date",
      "word",
    ]);
  });
});

it("reads words in order, whatever order they came in", () => {
  expect(textOf([...words.slice(0, 3)].reverse())).toBe("CORNER SHOP LTD");
  expect(inOrder([...words].reverse()).map((w) => w.text)).toEqual(words.map((w) => w.text));
});

it("finds the words within a box around some", () => {
  const box = boxAround(words.slice(1, 3));
  expect(box && within(words, box).map((w) => w.text)).toEqual(["SHOP", "LTD"]);
  expect(boxAround([])).toBeNull();
});

describe("typing ahead", () => {
  const hits = (typed: string, digits = false) => {
    const { at, first } = find(words, typed, digits);
    return [at.map((i) => words[i]?.text), at[first] === undefined ? null : words[at[first] ?? 0]?.text];
  };
  it.each([
    ["sh", false, ["SHOP"], "SHOP"],
    ["31", true, ["31.00"], "31.00"],
    ["de123456", false, ["DE12"], "DE12"],
    ["t", false, ["LTD", "Date", "TOTAL"], "TOTAL"],
    ["1", true, ["10:15", "DE12", "31.00"], "10:15"],
    ["zz", false, [], null],
    ["", false, [], null],
  ])("%j wants %j: %j, first %j", (typed, digits, all, first) => {
    expect(hits(typed, digits)).toEqual([all, first]);
  });
});

it("means whole words by a box that was drawn in haste", () => {
  const [corner, shop, ltd] = words;
  if (!corner || !shop || !ltd) throw new Error("no words");
  const [left = 0, top = 0] = corner.box;
  const right = (ltd.box[0] ?? 0) + 0.01;
  const box = snapped(words, [left + 0.01, top + 0.005, right, (corner.box[3] ?? 0) + 0.03]);
  expect(within(words, box).map((w) => w.text)).toEqual(["CORNER", "SHOP"]);
  expect(box[0]).toBe(corner.box[0]);
  expect(box[2]).toBe(ltd.box[0]);
  expect(snapped([], [0.1, 0.1, 0.2, 0.2])).toEqual([0.1, 0.1, 0.2, 0.2]);
});
