import type { Browser } from "playwright-core";
import type { Document, Table } from "../src/api/types";
import { drawnInvoice, items } from "./papers";
import { flaggedOf, median, p95, type Reviewer } from "./reviewer";

// The review's measures: each does what a person would and gives what it took.

/** A line of the table that is printed in the end. */
export interface Figure {
  measure: string;
  target: string;
  figure: string;
  held: boolean;
}

export const figures: Figure[] = [];

/** Notes a figure that may be at most so much. */
export function note(measure: string, value: number, most: number, unit = "", strict = false): void {
  const held = strict ? value < most : value <= most;
  const shown = Number.isInteger(value) ? String(value) : value.toFixed(1);
  figures.push({
    measure,
    target: `${strict ? "<" : "≤"} ${most}${unit}`,
    figure: `${shown}${unit}`,
    held,
  });
}

export function printFigures(title: string): void {
  const rows = [
    ["measure", "target", "figure", ""],
    ...figures.map((f) => [f.measure, f.target, f.figure, f.held ? "held" : "MISSED"]),
  ];
  const wide = [0, 1, 2, 3].map((i) => Math.max(...rows.map((r) => r[i]?.length ?? 0)));
  const lines = rows.map((r) => r.map((cell, i) => cell.padEnd(wide[i] ?? 0)).join("  "));
  process.stdout.write(`\n${title}\n${lines.join("\n")}\n\n`);
}

/** A value that the field takes and that is not its own. */
const wrongFor = (field: string): string => (field.includes("date") ? "2001-02-03" : "1.23");

/** Confirms the flagged field under the cursor. */
export async function confirmOne(r: Reviewer, id: string): Promise<number> {
  await r.open(id);
  const field = await r.field();
  r.counted();
  await r.press("Enter");
  await r.until(id, (d) => d.fields[field]?.origin === "confirmed" && d.fields[field]?.flagged === false);
  return r.counted();
}

/** Puts a wrong value into a field and corrects it with one click on the page. */
export async function correctByClick(r: Reviewer, id: string, field: string): Promise<number> {
  const right = (await r.document(id)).fields[field];
  if (!right?.value || !right.box) throw new Error(`${field} has no place`);
  await r.api("PATCH", `/documents/${id}/fields/${field}`, { action: "correct", value: wrongFor(field) });
  await r.open(id, field);
  r.counted();
  await r.clickBox(right.box);
  await r.until(id, (d) => ![wrongFor(field), null].includes(d.fields[field]?.value ?? null));
  const now = (await r.document(id)).fields[field]?.value;
  const took = r.counted();
  return now === right.value ? took : took + Number.POSITIVE_INFINITY;
}

/** Takes the first numbered value. */
export async function correctByCandidate(r: Reviewer, id: string, field: string): Promise<number> {
  const right = (await r.document(id)).fields[field]?.value;
  await r.api("PATCH", `/documents/${id}/fields/${field}`, { action: "correct", value: wrongFor(field) });
  await r.open(id, field);
  // The value that stood there is one of the numbered ones.
  const number = await r.page
    .locator(`[aria-keyshortcuts][title="${right}"]`)
    .getAttribute("aria-keyshortcuts");
  if (!number) throw new Error(`${right} has no number`);
  r.counted();
  await r.press(number);
  await r.until(id, (d) => d.fields[field]?.value === right);
  return r.counted();
}

/** Finds a field's value on the page by typing as little as needed, and takes it. */
export async function correctByKeys(r: Reviewer, id: string, field: string): Promise<number> {
  const right = (await r.document(id)).fields[field];
  if (!right?.value || !right.box) throw new Error(`${field} has no place`);
  await r.api("PATCH", `/documents/${id}/fields/${field}`, { action: "correct", value: wrongFor(field) });
  await r.open(id, field);
  r.counted();
  await r.press("/");
  const word = right.raw.replace(/[^\p{L}\p{N}.,/-]/gu, "");
  for (const letter of word) {
    await r.type(letter);
    if (await onTarget(r, right.box)) break;
  }
  for (let tries = 0; tries < 12 && !(await onTarget(r, right.box)); tries++) await r.press("ArrowRight");
  await r.press("Enter");
  await r.until(id, (d) => d.fields[field]?.value === right.value);
  return r.counted();
}

/** Whether what Enter would take is the place meant. */
async function onTarget(r: Reviewer, box: readonly number[]): Promise<boolean> {
  return r.page.evaluate(
    async ([left = 0, top = 0, right = 0, bottom = 0]) => {
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      const hit = document.querySelector<HTMLElement>("section [data-kind=hit]");
      if (!hit) return false;
      const at = (name: "left" | "top" | "width" | "height") => Number.parseFloat(hit.style[name]) / 100;
      const x = at("left") + at("width") / 2;
      const y = at("top") + at("height") / 2;
      return x > left && x < right && y > top - 0.005 && y < bottom + 0.005;
    },
    [...box],
  );
}

/** Approves a document in which nothing is in doubt. */
export async function cleanDocument(r: Reviewer, id: string): Promise<number> {
  for (const [name] of flaggedOf(await r.document(id)))
    await r.api("PATCH", `/documents/${id}/fields/${name}`, { action: "confirm" });
  await r.open(id);
  r.counted();
  await r.press("Control+Enter");
  await r.until(id, (d) => d.status === "approved");
  return r.counted();
}

/** Goes through a document with so many flags, field by field, and approves it. */
export async function flaggedDocument(r: Reviewer, id: string, flags: number): Promise<number> {
  const flagged = flaggedOf(await r.document(id)).map(([name]) => name);
  for (const name of flagged.slice(flags))
    await r.api("PATCH", `/documents/${id}/fields/${name}`, { action: "confirm" });
  if (flagged.length < flags) throw new Error(`${flagged.length} flags instead of ${flags}`);
  await r.open(id);
  r.counted();
  for (let i = 0; i < flags; i++) await r.press("Enter");
  await r.press("Enter");
  await r.until(id, (d) => d.status === "approved");
  return r.counted();
}

/** A table of twenty rows of which nothing was found: one row by hand, the rest follows. */
export async function tableOfTwenty(r: Reviewer, browser: Browser): Promise<number> {
  const rows = items(20);
  const [id = ""] = await r.handIn([await drawnInvoice(browser, "twenty.png", "TW-20417", rows)]);
  const read = await r.document(id);
  const count = read.tables.line_items?.rows.length ?? 0;
  if (count > 0)
    await r.api("PATCH", `/documents/${id}/tables/line_items`, {
      edits: Array.from({ length: count }, () => ({ op: "remove", row: 1 })),
    });
  const words = await r.words(id, 1);
  const at = (text: string) => {
    const found = words.find((w) => w.text === text);
    if (!found) throw new Error(`${text} was not read`);
    return found.box;
  };
  await r.open(id);
  r.counted();
  await r.press("t");
  await r.press("Control+i");
  const [what = "", quantity = 0, price = 0] = rows[0] ?? [];
  await r.clickBox(at(what.split(" ")[2] ?? ""));
  const line = words.filter(
    (w) => Math.abs((w.box[1] ?? 0) - (at(what.split(" ")[2] ?? "")[1] ?? 0)) < 0.008,
  );
  for (const [value, place] of [
    [String(quantity), 0],
    [price.toFixed(2), 0],
    [(quantity * price).toFixed(2), -1],
  ] as const) {
    const word = line.filter((w) => w.text === value).at(place);
    if (!word) throw new Error(`${value} was not read in the first row: ${line.map((w) => w.text)}`);
    await r.clickBox(word.box);
  }
  const done = await r.until(id, (d) => (d.tables.line_items?.rows.length ?? 0) >= 20);
  const wrong = amountsWrong(
    done.tables.line_items,
    rows.map(([, q, p]) => (q * p).toFixed(2)),
  );
  if (wrong.length > 0) throw new Error(`wrong amounts: ${wrong.join(", ")}`);
  return r.counted();
}

function amountsWrong(table: Table | undefined, wanted: readonly string[]): string[] {
  const is = table?.rows.map((row) => row.cells.amount?.value) ?? [];
  return wanted.flatMap((value, i) => (is[i] === value ? [] : [`row ${i + 1}: ${is[i]} for ${value}`]));
}

/** Steps through all fields of the documents, timing each until its place is on screen. */
export async function fieldTimes(r: Reviewer, ids: readonly string[], most = 60): Promise<number[]> {
  const times: number[] = [];
  for (const id of ids) {
    await r.open(id);
    await r.page.waitForTimeout(150);
    const { fields } = await r.document(id);
    for (let i = 0; i < Object.keys(fields).length - 1 && times.length < most; i++)
      times.push(await r.timed("Alt+ArrowDown"));
  }
  return times;
}

/** Approves one document after another, timing each until the next is on screen. */
export async function nextTimes(r: Reviewer, count: number, pause = 250): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    // As long as the quickest glance takes.
    await r.page.waitForTimeout(pause);
    const asks = (await r.page.locator("[data-flagged] [aria-current]").count()) > 0;
    let took = await r.timed("Control+Enter");
    const asked = await r.page.getByText("Not looked at yet").count();
    if (asks && asked > 0) took = await r.timed("Control+Enter");
    times.push(took);
  }
  return times;
}

/**
 * Confirms fields one after another while the program is killed, and gives the
 * age in milliseconds of the oldest edit that is gone after its restart; 0 when
 * none is.
 */
export async function killedAt(r: Reviewer, id: string): Promise<number> {
  await r.open(id);
  const names = flaggedOf(await r.document(id)).map(([name]) => name);
  const pressed = new Map<string, number>();
  for (let i = 0; i < Math.min(4, names.length); i++) {
    await r.page.waitForURL(/[?&]field=./);
    const field = await r.field();
    pressed.set(field, Date.now());
    await r.press("Enter");
    await r.page.waitForFunction((was) => !window.location.href.includes(`field=${was}`), field);
  }
  const killed = Date.now();
  await r.desk.kill();
  await r.desk.again();
  const after = await r.document(id);
  const lost = [...pressed].filter(([name]) => after.fields[name]?.flagged);
  return Math.max(0, ...lost.map(([, at]) => killed - at));
}

export { median, p95 };

/** Documents that wait, oldest first. */
export async function waiting(r: Reviewer): Promise<Document[]> {
  const { documents } = await r.api<{ documents: Document[] }>(
    "GET",
    "/documents?status=needs_review&limit=200",
  );
  return documents.reverse();
}
