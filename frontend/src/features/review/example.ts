import type { TableEdit, Word } from "@/api/review";
import type { Box, Row, Table } from "@/api/types";
import { boxOf } from "@/api/types";
import { boxAround, inOrder, onOneLine, textOf } from "./words";

const NUMBERS = ["amount", "unit_price", "quantity", "rate", "tax_rate", "base", "balance"];
/** A line that begins so ends a table. */
const END =
  /^(sub|grand)?[- ]?(total|summe|gesamt|netto|net|balance|saldo|tax|vat|gst|mwst|ust|rounding|cash|change|paid)\b/i;

/** Where a column's values lie, from left to right, with the words that are its heading's neighbours left out. */
interface Lane {
  column: string;
  left: number;
  right: number;
}

/** The lanes of a row's cells: each goes as far as the middle of the gap to the next. */
function lanesOf(table: Table, row: Row): Lane[] {
  const boxes = table.columns.flatMap((column) => {
    const box = boxOf(row.cells[column]?.box);
    return box ? [{ column, box }] : [];
  });
  boxes.sort((a, b) => a.box[0] - b.box[0]);
  return boxes.map(({ column, box }, i) => {
    const before = boxes[i - 1]?.box;
    const behind = boxes[i + 1]?.box;
    const number = NUMBERS.includes(column);
    // Numbers grow to the left, words to the right.
    const left = number ? Math.max(before ? before[2] : 0, box[0] - 1.5 * (box[2] - box[0])) : box[0] - 0.01;
    const right = number ? box[2] + 0.012 : behind ? behind[0] - 0.4 * (behind[0] - box[2]) : 1;
    return { column, left: before && number ? Math.max(left, before[0]) : left, right };
  });
}

const center = (w: Word) => ((w.box[0] ?? 0) + (w.box[2] ?? 0)) / 2;

/** The lane a word belongs to: a number's right edge, a word's middle decides. */
function laneOf(lanes: readonly Lane[], word: Word): Lane | undefined {
  const hits = lanes.filter((lane) =>
    NUMBERS.includes(lane.column)
      ? (word.box[2] ?? 0) <= lane.right && center(word) >= lane.left && /\d/.test(word.text)
      : center(word) >= lane.left && center(word) <= lane.right,
  );
  return hits.find((lane) => NUMBERS.includes(lane.column)) ?? hits[0];
}

/** What one line holds, by column. */
type Line = Map<string, Word[]>;

function read(lanes: readonly Lane[], words: readonly Word[]): Line {
  const line: Line = new Map();
  for (const word of words) {
    const lane = laneOf(lanes, word);
    if (lane) line.set(lane.column, [...(line.get(lane.column) ?? []), word]);
  }
  return line;
}

/** The lines of a page as the eye sees them, from above. */
function linesOf(words: readonly Word[]): Word[][] {
  const lines: Word[][] = [];
  for (const word of inOrder(words)) {
    const line = lines[lines.length - 1];
    if (line && onOneLine(line[0] as Word, word)) line.push(word);
    else lines.push([word]);
  }
  return lines;
}

const middleOf = (box: Box) => (box[1] + box[3]) / 2;

const spanning = (boxes: readonly Box[]): Box => [
  Math.min(...boxes.map((b) => b[0])),
  Math.min(...boxes.map((b) => b[1])),
  Math.max(...boxes.map((b) => b[2])),
  Math.max(...boxes.map((b) => b[3])),
];

function bandOf(row: Row, page: number): Box | null {
  const boxes = Object.values(row.cells)
    .filter((c) => c.page === page)
    .map((c) => boxOf(c.box))
    .filter((box) => box !== null);
  return boxes.length === 0 ? null : spanning(boxes);
}

const vouched = (row: Row, column: string) => {
  const cell = row.cells[column];
  return cell !== undefined && cell.confidence === 1 && !cell.flagged && cell.value !== null;
};

/** The page that most of a row's cells stand on. */
const pageOf = (row: Row): number => Math.max(0, ...Object.values(row.cells).map((c) => c.page));

/**
 * The edits that read the rest of a table as one row was read: the lines below
 * it, as far as the table goes. Lines that have a row change it where no person
 * has spoken; others become rows.
 */
export function restLike(table: Table, example: number, words: readonly Word[]): TableEdit[] {
  const row = table.rows[example];
  if (!row) return [];
  const page = pageOf(row);
  const lanes = lanesOf(table, row);
  const band = bandOf(row, page);
  const key = lanes.filter((lane) => NUMBERS.includes(lane.column)).at(-1)?.column;
  if (!band || lanes.length < 2 || !key) return [];
  const edits: TableEdit[] = [];
  const rows = table.rows.map((r, i) => ({ row: r, i, band: bandOf(r, page) }));
  let inserted = 0;
  let last = band;
  let place = example;
  for (const words_ of linesOf(words)) {
    const around = boxAround(words_);
    if (!around || middleOf(around) <= band[3]) continue;
    if (END.test(textOf(words_)) || around[1] - last[3] > 4 * (band[3] - band[1])) break;
    const line = read(lanes, words_);
    if (!line.has(key)) continue;
    last = around;
    const found = rows.find((r) => r.band && middleOf(r.band) >= around[1] && middleOf(r.band) <= around[3]);
    if (found) place = found.i;
    else {
      inserted++;
      edits.push({ op: "insert", row: place + inserted + 1 });
    }
    const at = place + inserted + 1;
    for (const [column, cell] of line) {
      if (!plausible(column, textOf(cell))) continue;
      if (found && (vouched(found.row, column) || found.row.cells[column]?.value === textOf(cell))) continue;
      edits.push(setting(at, column, page, cell));
    }
  }
  return edits;
}

/** The edits that fill a column from where one of its cells stands, in every row whose cell nobody vouches for. */
export function fillColumn(
  table: Table,
  example: number,
  column: string,
  words: readonly Word[],
): TableEdit[] {
  const row = table.rows[example];
  const cell = row?.cells[column];
  if (!row || !cell || !boxOf(cell.box)) return [];
  const edits: TableEdit[] = [];
  table.rows.forEach((other, i) => {
    if (i === example || vouched(other, column)) return;
    const rest: Row = {
      cells: Object.fromEntries(Object.entries(other.cells).filter(([c]) => c !== column)),
    };
    const band = bandOf(rest, cell.page);
    if (!band) return;
    const line = words.filter((w) => {
      const y = ((w.box[1] ?? 0) + (w.box[3] ?? 0)) / 2;
      return y >= band[1] && y <= band[3];
    });
    const lanes = lanesOf(table, { cells: { ...other.cells, [column]: cell } });
    const found = read(lanes, line).get(column);
    if (found && plausible(column, textOf(found))) edits.push(setting(i + 1, column, cell.page, found));
  });
  return edits;
}

/** Whether a text can be what a column holds; the program refuses others, and all edits with them. */
function plausible(column: string, text: string): boolean {
  if (!NUMBERS.includes(column)) return text !== "";
  return /^[^\d-]{0,4}-?\s?\d[\d.,'’ ]*-?[^\d]{0,4}$/.test(text) && /\d/.test(text);
}

function setting(row: number, column: string, page: number, words: readonly Word[]): TableEdit {
  const box = boxAround(words);
  return { op: "set", row, column, value: textOf(words), page, box: box ? [...box] : undefined };
}
