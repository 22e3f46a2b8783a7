import { expect, it } from "vitest";
import type { Word } from "@/api/review";
import type { Cell, Table } from "@/api/types";
import { fillColumn, restLike } from "./example";

/** A word that ends, or begins, at a place of a line. */
function word(text: string, line: number, x: number, ends: boolean): Word {
  const wide = text.length * 0.012;
  const y = 0.2 + line * 0.03;
  return {
    text,
    box: ends ? [x - wide, y, x, y + 0.018] : [x, y, x + wide, y + 0.018],
    line,
    block: 0,
    confidence: 0.9,
  };
}
const line = (i: number, name: string, price: string, amount: string): Word[] => {
  const words = [word(price, i, 0.7, true), word(amount, i, 0.9, true)];
  let x = 0.1;
  for (const part of name.split(" ")) {
    words.unshift(word(part, i, x, false));
    x += part.length * 0.012 + 0.008;
  }
  return words;
};
const page: Word[] = [
  ...line(-1, "Description", "Price", "Amount"),
  ...line(0, "Green tea", "4.50", "9.00"),
  ...line(1, "Almond cake", "1,200.00", "1,200.00"),
  ...line(2, "Honey from the hills", "6.20", "6.20"),
  word("remark", 3, 0.1, false),
  ...line(4, "Tea", "3.10", "3.10"),
  ...line(5, "Total", "", "1,218.30").filter((w) => w.text),
  ...line(6, "Cash", "", "1,300.00").filter((w) => w.text),
];
const cell = (words: Word[], confidence = 1): Cell => ({
  value: words.map((w) => w.text).join(" "),
  confidence,
  flagged: false,
  page: 1,
  box: [
    Math.min(...words.map((w) => w.box[0] ?? 0)),
    words[0]?.box[1] ?? 0,
    Math.max(...words.map((w) => w.box[2] ?? 0)),
    words[0]?.box[3] ?? 0,
  ],
});
const on = (i: number, text: string) => page.filter((w) => w.line === i && text.split(" ").includes(w.text));
const columns = ["description", "unit_price", "amount"];
const first = {
  cells: {
    description: cell(on(0, "Green tea")),
    unit_price: cell(on(0, "4.50")),
    amount: cell(on(0, "9.00")),
  },
};
const table = (rows: Table["rows"]): Table => ({ columns, rows, confidence: 1 });

it("reads the rest of a table as its first row was read, as far as the total", () => {
  const edits = restLike(table([first]), 0, page);
  const rows = new Map<number, Record<string, string>>();
  for (const e of edits) {
    if (e.op === "set") rows.set(e.row ?? 0, { ...rows.get(e.row ?? 0), [e.column ?? ""]: e.value ?? "" });
  }
  expect(edits.filter((e) => e.op === "insert").map((e) => e.row)).toEqual([2, 3, 4]);
  expect([...rows.values()]).toEqual([
    { description: "Almond cake", unit_price: "1,200.00", amount: "1,200.00" },
    { description: "Honey from the hills", unit_price: "6.20", amount: "6.20" },
    { description: "Tea", unit_price: "3.10", amount: "3.10" },
  ]);
});

it("changes rows that are there, but not what a person vouched for", () => {
  const second = {
    cells: { description: cell(on(1, "Almond"), 0.5), amount: cell([{ ...word("7.00", 1, 0.9, true) }]) },
  };
  const edits = restLike(table([first, second]), 0, page).filter((e) => e.row === 2);
  expect(edits.map((e) => [e.op, e.column, e.value])).toEqual([
    ["set", "description", "Almond cake"],
    ["set", "unit_price", "1,200.00"],
  ]);
});

it("fills a column by example, in the rows that have a place on the page", () => {
  const rows: Table["rows"] = [
    first,
    { cells: { amount: cell(on(1, "1,200.00").slice(1), 0.9) } },
    { cells: {} },
  ];
  expect(fillColumn(table(rows), 0, "description", page).map((e) => [e.row, e.value])).toEqual([
    [2, "Almond cake"],
  ]);
});

it("has nothing to say where the example has no place", () => {
  const nowhere = { cells: { amount: { ...cell(on(0, "9.00")), box: null } } };
  expect(restLike(table([nowhere]), 0, page)).toEqual([]);
  expect(fillColumn(table([nowhere]), 0, "amount", page)).toEqual([]);
});
