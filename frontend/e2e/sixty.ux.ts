import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Word } from "../src/api/review";
import type { Document } from "../src/api/types";
import { launch, type Paper, shot, watchedPage } from "./browser";
import { walkTogether } from "./grouped";
import {
  correctByClick,
  correctByKeys,
  fieldTimes,
  figures,
  median,
  nextTimes,
  note,
  p95,
  printFigures,
  waiting,
} from "./measures";
import { flaggedOf, Reviewer } from "./reviewer";
import { type Desk, startDesk } from "./server";

// Sixty receipts of a truth pack (docs/, truth/), reviewed by a person who knows
// the truth: many together first, right values accepted by the screen, and what
// is left one by one; wrong ones are corrected by the shortest way that the screen
// offers. No document is kept anywhere but in the folder named.
const pack = process.env.DESKCLERK_UX_PACK ?? "";
const COUNT = Number(process.env.DESKCLERK_UX_COUNT ?? 60);

type Truth = Readonly<Record<string, readonly string[]>>;

let desk: Desk;
let browser: Browser;
let r: Reviewer;
let truths: Map<string, Truth>;

async function truthOf(name: string): Promise<Truth> {
  const text = await readFile(join(pack, "truth", name.replace(/\.[^.]+$/, ".json")), "utf8");
  const { fields, uncertain = [] } = JSON.parse(text) as {
    fields: Record<string, string | string[]>;
    uncertain?: string[];
  };
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([field]) => !uncertain.includes(field))
      .map(([field, value]) => [field, typeof value === "string" ? [value] : value]),
  );
}

/** Letters and digits alone, as the pack's own comparison has it. */
const bare = (text: string) =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

function right(field: string, value: string | null, accepted: readonly string[]): boolean {
  if (value === null) return false;
  if (/total/.test(field)) return accepted.some((a) => Number(a) === Number(value));
  return accepted.some((a) => close(bare(a), bare(value)));
}

/** At most one letter in ten differs: nobody retypes an address for a comma. */
function close(a: string, b: string): boolean {
  const row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    let diagonal = row[0] ?? 0;
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const above = row[j] ?? 0;
      row[j] = Math.min(above + 1, (row[j - 1] ?? 0) + 1, diagonal + (a[i - 1] === b[j - 1] ? 0 : 1));
      diagonal = above;
    }
  }
  return (row[b.length] ?? 0) <= 0.1 * Math.max(a.length, b.length);
}

beforeAll(async () => {
  if (!pack) return;
  desk = await startDesk();
  browser = await launch();
  const watched = await watchedPage(browser, new URL(desk.openURL).origin);
  r = new Reviewer(watched.page, desk);
  const names = (await readdir(join(pack, "docs"))).sort().slice(0, COUNT);
  truths = new Map(await Promise.all(names.map(async (name) => [name, await truthOf(name)] as const)));
  const papers: Paper[] = await Promise.all(
    names.map(async (name) => ({
      name,
      type: "image/jpeg",
      bytes: await readFile(join(pack, "docs", name)),
    })),
  );
  await r.handIn(papers);
  await r.page.goto(desk.openURL);
  await r.page.getByRole("navigation", { name: "Main" }).waitFor();
});

afterAll(async () => {
  if (!pack) return;
  printFigures(`The review, with ${COUNT} receipts of the pack`);
  await browser?.close();
  await desk?.stop();
});

/** Brings a wrong value right by the shortest way on screen; gives what it took. */
async function correct(id: string, field: string, accepted: readonly string[]): Promise<string> {
  const before = await r.document(id);
  const choice = r.page.locator("[aria-keyshortcuts][title]");
  for (const option of await choice.all()) {
    if (!right(field, await option.getAttribute("title"), accepted)) continue;
    await r.press((await option.getAttribute("aria-keyshortcuts")) ?? "1");
    return "candidate";
  }
  const words = await r.words(id, before.fields[field]?.page || 1);
  const place = standing(words, field, accepted);
  if (place) {
    if (place.length === 1) await r.clickBox(place[0]?.box ?? []);
    else await r.dragBox(around(place));
    const revision = before.revision ?? 0;
    const after = await r.until(id, (d) => (d.revision ?? 0) > revision);
    if (right(field, after.fields[field]?.value ?? null, accepted))
      return place.length === 1 ? "click" : "drag";
    await r.open(id, field);
  }
  await r.press("e");
  await r.type(accepted[0] ?? "");
  await r.press("Enter");
  return "typed";
}

/** The words in which the value stands on the page, if it was read. */
function standing(words: readonly Word[], field: string, accepted: readonly string[]): Word[] | null {
  for (const value of accepted) {
    for (let i = 0; i < words.length; i++) {
      for (let n = 1; n <= 14 && i + n <= words.length; n++) {
        const run = words.slice(i, i + n);
        if (right(field, run.map((w) => w.text).join(" "), [value])) return run;
      }
    }
  }
  return null;
}

const around = (words: readonly Word[]): number[] => [
  Math.min(...words.map((w) => w.box[0] ?? 0)) - 0.004,
  Math.min(...words.map((w) => w.box[1] ?? 0)) - 0.002,
  Math.max(...words.map((w) => w.box[2] ?? 0)) + 0.004,
  Math.max(...words.map((w) => w.box[3] ?? 0)) + 0.002,
];

/** Reviews the document on screen; gives keys and clicks for corrections and in all. */
async function review(document: Document): Promise<{ all: number; corrections: number; ways: string[] }> {
  const truth = truths.get(document.file.name) ?? {};
  r.counted();
  let corrections = 0;
  let all = 0;
  const ways: string[] = [];
  const wrong = flaggedOf(document)
    .map(([name]) => name)
    .filter((name) => truth[name] && !right(name, document.fields[name]?.value ?? null, truth[name]));
  for (const name of wrong) {
    // To the field is a click on its line, as a person does who sees it is wrong.
    if ((await r.field()) !== name) {
      r.clicks++;
      await r.page
        .locator("li[data-flagged] > button")
        .filter({ hasText: labels[name] ?? name })
        .first()
        .click();
    }
    ways.push(`${name}: ${await correct(document.id, name, truth[name] ?? [])}`);
    await r.stored();
    const took = r.counted();
    corrections += took;
    all += took;
  }
  await r.press("Control+Enter");
  const asked = await Promise.race([
    r.page
      .getByText("Not looked at yet")
      .waitFor()
      .then(() => true),
    r.gone(document.id).then(() => false),
  ]);
  if (asked) await r.press("Control+Enter");
  all += r.counted();
  await r.until(document.id, (d) => d.status === "approved");
  return { all, corrections, ways };
}

const labels: Readonly<Record<string, string>> = {
  merchant: "Merchant",
  merchant_address: "Address",
  date: "Date",
  total: "Total",
};

describe.skipIf(!pack)("sixty receipts", () => {
  it("are looked at with few keys", async () => {
    const docs = await waiting(r);
    const doubtful = docs.length;
    const flags = docs.reduce((n, d) => n + flaggedOf(d).length, 0);
    const began = Date.now();
    const group = await walkTogether(r, (file, field, value) => {
      const accepted = truths.get(file)?.[field];
      return accepted && right(field, value, accepted);
    });
    let { all, corrections } = group;
    const ways = group.ways.filter((way) => !way.endsWith("marked"));
    await shot(r.page, "ux-together-end");
    const offered = await r.page.getByRole("button", { name: "Approve all" }).count();
    if (offered > 0) await r.press("Control+Enter");
    await r.page.getByRole("button", { name: "Approve all" }).waitFor({ state: "detached" });
    const left = (await waiting(r)).length;
    if (left > 0) await r.press("F2");
    all += r.counted();
    let id = "";
    for (let i = 0; i < left; i++) {
      id = await r.another(id);
      await r.ready(id);
      if (i === 0) await shot(r.page, "ux-first");
      const took = await review(await r.document(id));
      all += took.all;
      corrections += took.corrections;
      ways.push(...took.ways);
    }
    process.stdout.write(
      `${truths.size} receipts: ${doubtful} waited with ${flags} flags; ${group.screens} screens of many together, ` +
        `${group.accepted} values accepted on them, ${doubtful - left} documents done so, ${left} one by one; ${ways.length} values were wrong ` +
        `(${["candidate", "click", "drag", "typed"].map((w) => `${ways.filter((x) => x.endsWith(w)).length} by ${w}`).join(", ")}), ` +
        `${corrections} keys and clicks for them, ${all} in all; ${((Date.now() - began) / 1000).toFixed(0)} s by the script\n`,
    );
    note(
      `${truths.size} receipts without the corrections (keys and clicks)`,
      all - corrections,
      60,
      "",
      true,
    );
    expect((await waiting(r)).length).toBe(0);
  });

  it("are undone and shown without a wait", async () => {
    const { documents } = await r.api<{ documents: Document[] }>(
      "GET",
      "/documents?status=approved&limit=30",
    );
    for (const { id } of documents) await r.api("POST", `/documents/${id}/reopen`);
    const ids = documents.map((d) => d.id);
    note("field to zoomed page, p95 of 60 (ms)", p95(await fieldTimes(r, ids.slice(0, 8))), 100);
    // Totals that stand on the page as they are, and are read so; one that was computed is not there to be
    // clicked, and one that was typed is misread there.
    const placed = documents.filter((d) => {
      const { total } = d.fields;
      return (
        total?.value &&
        total.box &&
        total.origin !== "corrected" &&
        total.raw.replace(/[^\d]/g, "") === total.value.replace(/[^\d]/g, "")
      );
    });
    const clicks: number[] = [];
    const keys: number[] = [];
    for (const { id } of placed.slice(0, 15)) {
      clicks.push(await correctByClick(r, id, "total"));
      keys.push(await correctByKeys(r, id, "total"));
    }
    note(`correct a total by a click, worst of ${clicks.length} (clicks)`, Math.max(...clicks), 1);
    note(`correct a total by keyboard, median of ${keys.length} (keys)`, median(keys), 4);
    await r.open((await waiting(r))[0]?.id ?? "");
    note("next document after approval, p95 of 20 (ms)", p95(await nextTimes(r, 20)), 150);
    await r.stored();
    expect(figures.filter((f) => !f.held)).toEqual([]);
  });
});
