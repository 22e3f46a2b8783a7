import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { look } from "./axe";
import { drop, launch, type Paper, type Watched, watchedPage } from "./browser";
import { type Desk, startDesk } from "./server";

/** A delivery note as the project draws it; the layout moves a little from one to the next. */
interface Note {
  number: string;
  day: string;
  consignee: string;
  weight: string;
  express: boolean;
  shift: number;
}

const SAMPLE: Note = {
  number: "DN-20417",
  day: "14.03.2026",
  consignee: "Harbour Mills",
  weight: "420,5",
  express: true,
  shift: 0,
};

const UNSEEN: readonly Note[] = [
  {
    number: "DN-20533",
    day: "02.04.2026",
    consignee: "Anna Berg",
    weight: "12,5",
    express: false,
    shift: 40,
  },
  {
    number: "DN-30001",
    day: "30.11.2026",
    consignee: "North Pier",
    weight: "1.250,0",
    express: true,
    shift: -25,
  },
  {
    number: "DN-41999",
    day: "05.05.2026",
    consignee: "Old Town Bakery",
    weight: "88,0",
    express: false,
    shift: 90,
  },
];

const sheet = (n: Note) => `<!doctype html><style>
  body { margin: 60px 70px; font: 15px "DejaVu Sans", sans-serif; width: 620px }
  h1 { font-size: 27px } .row { margin: 16px 0 } .label { display: inline-block; width: 190px }
  .box { display: inline-block; width: 15px; height: 15px; border: 2px solid #000; margin-right: 12px; vertical-align: -3px; position: relative }
  .box.on::after { content: ""; position: absolute; left: 2px; top: 2px; width: 11px; height: 11px;
    background: linear-gradient(45deg, transparent 40%, #000 40% 60%, transparent 60%), linear-gradient(-45deg, transparent 40%, #000 40% 60%, transparent 60%) }
</style><h1>DELIVERY NOTE</h1><p>Riverside Forwarding</p><div style="height:${60 + n.shift / 2}px"></div>
<div class="row"><span class="label">Note number</span>${n.number}</div>
<div class="row"><span class="label">Day of delivery</span>${n.day}</div>
<div class="row"><span class="label">Consignee</span>${n.consignee}</div>
<div class="row"><span class="label">Gross weight</span>${n.weight}</div>
<div class="row"><span class="box${n.express ? " on" : ""}"></span>Express delivery</div>`;

async function drawn(browser: Browser, name: string, note: Note): Promise<Paper> {
  const page = await browser.newPage({ viewport: { width: 794, height: 1123 }, deviceScaleFactor: 2 });
  await page.setContent(sheet(note));
  const picture = name.endsWith(".png");
  const bytes = picture ? await page.screenshot() : await page.pdf({ format: "A4", printBackground: true });
  await page.close();
  return { name, type: picture ? "image/png" : "application/pdf", bytes: Buffer.from(bytes) };
}

let desk: Desk;
let browser: Browser;
let watched: Watched;
let page: Page;

interface Read {
  id: string;
  status: string;
  type: { name: string };
  file: { name: string };
  fields: Record<string, { value: string | null } | undefined>;
}

const api = async <T>(path: string): Promise<T> => {
  const answer = await fetch(`${desk.base}${path}`, { headers: { Authorization: `Bearer ${desk.token}` } });
  return (await answer.json()) as T;
};

/** Waits until so many documents were read, and gives them by name. */
async function read(count: number): Promise<Map<string, Read>> {
  for (;;) {
    const { documents } = await api<{ documents: Read[] }>("/documents?limit=50");
    const done = documents.filter((d) => /^(completed|needs_review|failed_terminal)/.test(d.status));
    if (done.length >= count) {
      const whole = await Promise.all(done.map((d) => api<Read>(`/documents/${d.id}`)));
      return new Map(whole.map((d) => [d.file.name, d]));
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

beforeAll(async () => {
  desk = await startDesk();
  browser = await launch();
  watched = await watchedPage(browser, new URL(desk.openURL).origin);
  page = watched.page;
  await page.goto(desk.openURL);
});

afterAll(async () => {
  await browser?.close();
  await desk?.stop();
});

/** What a person does, counted: the keystroke-level model's seconds (Card, Moran and Newell 1980). */
const spent = { clicks: 0, keys: 0 };
const seconds = () => 2.65 * spent.clicks + 0.28 * spent.keys;

async function click(name: string | RegExp): Promise<void> {
  spent.clicks++;
  await page.getByRole("button", { name }).first().click();
}

/** Where words of the sample lie on the screen, each as it first stands there. */
async function onScreen(words: readonly string[], id: string) {
  const found = (await api<{ words: { text: string; box: number[] }[] }>(`/documents/${id}/pages/1/words`))
    .words;
  const boxes = words.map((w) => found.find((f) => f.text === w)?.box ?? []);
  const picture = await page
    .getByRole("img", { name: /Page 1/ })
    .first()
    .boundingBox();
  if (!picture || boxes.some((b) => b.length !== 4)) throw new Error(`${words.join(" ")} is not on the page`);
  const x = (f: number) => picture.x + f * picture.width;
  const y = (f: number) => picture.y + f * picture.height;
  const side = (k: number, pick: (...n: number[]) => number) => pick(...boxes.map((b) => b[k] ?? 0));
  return {
    left: x(side(0, Math.min)),
    top: y(side(1, Math.min)),
    right: x(side(2, Math.max)),
    bottom: y(side(3, Math.max)),
  };
}

it("says what types are for while there is none", async () => {
  await drop(page, [await drawn(browser, "sample.pdf", SAMPLE)]);
  await read(1);
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("link", { name: "Document types" }).click();
  await page.getByRole("heading", { name: "No types of your own yet" }).waitFor();
  expect(await look(page, "types-empty")).toEqual([]);
});

it("makes a type from nothing by pointing at a sample", async () => {
  const sample = (await read(1)).get("sample.pdf");
  await click("New type …");
  await page.getByLabel("Title").fill("Delivery note");
  spent.keys += "Delivery note".length;
  await page
    .getByRole("img", { name: /Page 1/ })
    .first()
    .waitFor();
  await page.waitForTimeout(500); // the page comes to rest
  const point = async (...words: string[]) => {
    const at = await onScreen(words, sample?.id ?? "");
    spent.clicks++;
    await page.mouse.click((at.left + at.right) / 2, (at.top + at.bottom) / 2);
  };
  const label = (name: string) =>
    page
      .getByRole("region", { name: "Fields" })
      .getByRole("button", { name: `Remove ${name}` })
      .waitFor();
  await point("DN-20417");
  await label("Note number");
  await point("14.03.2026");
  await label("Day of delivery");
  await point("Harbour");
  await label("Consignee");
  await point("420,5");
  await label("Gross weight");
  const at = await onScreen(["Express"], sample?.id ?? ""); // "delivery" stands in another row, too
  const size = at.bottom - at.top;
  spent.clicks++;
  await page.mouse.click(at.left - 1.5 * size, (at.top + at.bottom) / 2); // into the box before the words
  await label("Express delivery");
  await click("Test");
  const results = page.getByRole("table", { name: "What it finds" });
  await results.getByText("found by itself").waitFor();
  for (const value of ["DN-20417", "2026-03-14", "Harbour Mills", "420.5", "yes"])
    await results.getByText(value, { exact: true }).waitFor();
  expect(await look(page, "type-editor")).toEqual([]);
  await click("Save");
  await page.getByRole("table", { name: "Document types" }).getByText("Delivery note").waitFor();
  expect(await look(page, "types")).toEqual([]);
});

it("reads three documents that it never saw", async () => {
  const names = ["unseen-1.pdf", "unseen-2.png", "unseen-3.pdf"];
  await page
    .getByRole("link", { name: /Deskclerk|Inbox/ })
    .first()
    .click();
  await drop(page, await Promise.all(names.map((name, i) => drawn(browser, name, UNSEEN[i] ?? SAMPLE))));
  const all = await read(4);
  for (const [i, name] of names.entries()) {
    const document = all.get(name);
    const want = UNSEEN[i] ?? SAMPLE;
    const [d, m, y] = want.day.split(".");
    expect(document?.type.name).toBe("delivery_note");
    const value = (field: string) => document?.fields[field]?.value;
    expect([
      name,
      value("note_number"),
      value("day_of_delivery"),
      value("consignee"),
      Number(value("gross_weight")),
    ]).toEqual([
      name,
      want.number,
      `${y}-${m}-${d}`,
      want.consignee,
      Number(want.weight.replace(".", "").replace(",", ".")),
    ]);
    expect([name, value("express_delivery")]).toEqual([name, want.express ? "yes" : "no"]);
  }
});

it("takes a person less than two minutes, and asks for nothing from outside", () => {
  expect(seconds()).toBeLessThan(120);
  expect(watched.strayed).toEqual([]);
  expect(watched.complaints).toEqual([]);
});
