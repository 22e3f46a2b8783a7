import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Document, Issue } from "../src/api/types";
import { sentences } from "../src/i18n/sentences.gen";
import { axeFaults } from "./axe";
import { launch } from "./browser";
import { type Filled, fill, settle } from "./filled";
import { routes } from "./routes";
import { type Desk, startDesk } from "./server";

// In the pseudo language every sentence of the interface stands in brackets and
// is longer than in English. What shows without them cannot be translated, and
// what is wider than the window would be cut off in German.

let desk: Desk;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let filled: Filled;
/** What the program's answers hold, in lower case: documents, names, versions. */
const told = new Set<string>();

beforeAll(async () => {
  desk = await startDesk();
  browser = await launch();
  context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: "en-GB",
    reducedMotion: "reduce",
  });
  page = await context.newPage();
  page.on("response", (response) => void remember(response));
  await page.goto(desk.openURL);
});

afterAll(async () => {
  await browser?.close();
  await desk?.stop();
});

/** What answers say in English; the interface has to say it in its own words. */
const SAID = ["message", "hint", "title", "detail"];

async function remember(response: Awaited<ReturnType<Page["waitForResponse"]>>): Promise<void> {
  if (!response.url().includes("/api/") || !/json/.test(response.headers()["content-type"] ?? "")) return;
  const take = (value: unknown): void => {
    if (typeof value === "string") for (const line of value.split("\n")) told.add(line.trim().toLowerCase());
    else if (Array.isArray(value)) value.forEach(take);
    else if (value && typeof value === "object")
      for (const [name, held] of Object.entries(value))
        if (!SAID.includes(name) || !("code" in value || "rule" in value)) take(held);
  };
  take(await response.json().catch(() => null));
}

/** Names that are no sentences: of the program, of languages, of keys; amounts, and how long ago. */
const NAMES =
  /^(deskclerk|english|deutsch|tesseract [\d.]+|ctrl|ctrl ↵|alt|shift|esc|space|enter|del|tab|f\d+|page [↑↓]|-?[\d.,]+\s[a-z]{3}|(in )?\d+ \w+( ago)?|now)$/;

/** Texts in sight that are neither in brackets nor told by the program. */
async function bare(): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found: string[] = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const holder = node.parentElement;
      if (
        !holder ||
        holder.closest("script, style, code, pre, kbd, [hidden], [aria-hidden=true], .visually-hidden")
      )
        continue;
      const box = holder.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) continue;
      // A sentence with something filled in is several nodes of one element.
      const whole = holder.textContent ?? "";
      found.push((/\[.*\]/s.test(whole) ? whole : (node.textContent ?? "")).trim());
    }
    for (const element of document.querySelectorAll("[placeholder]"))
      found.push(element.getAttribute("placeholder") ?? "");
    return [...new Set(found)];
  });
  return texts.filter((text) => {
    const words = text.toLowerCase();
    if (!/\p{L}/u.test(text) || /\[.*\]/s.test(text) || NAMES.test(words)) return false;
    return words
      .split("·")
      .map((part) => part.replace(/^[:…\s]+|[:…\s]+$/g, ""))
      .some(
        (part) =>
          !told.has(part) && ![...told].some((said) => said.length > part.length && said.includes(part)),
      );
  });
}

/** How many pixels a page is wider than the window. */
const overflow = () =>
  page.evaluate(() => {
    const wide = [document.documentElement, document.querySelector("main")];
    return Math.max(...wide.map((e) => (e ? e.scrollWidth - e.clientWidth : 0)));
  });

it("finds what is not translated where there is something", async () => {
  await page.evaluate(() => {
    const note = document.createElement("p");
    note.id = "forgotten";
    note.textContent = "Somebody forgot this sentence";
    document.body.prepend(note);
  });
  expect(await bare()).toContain("Somebody forgot this sentence");
});

/** What is wrong with the page at an address: not translated, too wide, hard to read out. */
async function faults(address: string): Promise<string[]> {
  await settle(page, `${new URL(desk.base).origin}${address}?lang=pseudo`);
  const over = await overflow();
  return [
    ...(await bare()).map((text) => `not translated: ${text}`),
    ...(over > 0 ? [`${over} pixels wider than the window`] : []),
    ...(await axeFaults(page)),
  ];
}

it("speaks the pseudo language in an empty library", async () => {
  expect(await faults("/")).toEqual([]);
});

it("has a library filled with the samples", async () => {
  filled = await fill(desk);
  expect(filled.address("/documents/$id")).not.toBeNull();
});

it.each(await routes())(
  "speaks the pseudo language at %s, no wider than the window, and axe finds nothing",
  async (route) => {
    const address = filled.address(route);
    if (address) expect(await faults(address)).toEqual([]);
  },
);

it.each([960, 1024, 1280, 2560])("keeps the inbox's bar on one line, %i pixels wide", async (width) => {
  const { origin } = new URL(desk.base);
  for (const language of ["en", "de", "pseudo"]) {
    await page.setViewportSize({ width, height: 640 });
    await settle(page, `${origin}/?lang=${language}`);
    const bar = page.locator("main [role=group]").first().locator("xpath=..");
    const found = await bar.evaluate((e) => ({
      over: e.scrollWidth - e.clientWidth,
      lines: new Set(
        [...e.children].map((c) => Math.round(c.getBoundingClientRect().top + c.clientHeight / 2)),
      ).size,
    }));
    expect(found, language).toEqual({ over: 0, lines: 1 });
    await page
      .getByRole("button", { name: /Choose files|Dateien wählen|Çhööšé fíļéš/ })
      .click({ trial: true });
  }
  await page.setViewportSize({ width: 1280, height: 800 });
});

/** What a sentence may speak of, by name; the rest is a number. */
const SPOKEN: Readonly<Record<string, string>> = {
  field: "due_date",
  when: "total",
  terms: "net_total + items.amount",
  date: "2026-03-01",
  name: "Town",
  value: "Bath",
  shown: "Bristol",
  choices: "red, green",
};

/** A document of the program's own, as it would be if nothing on it held. */
function withEverything(document: Document): Document {
  const said = Object.entries(sentences).map(([key, names]) => ({
    key,
    params: Object.fromEntries(names.map((name) => [name, SPOKEN[name] ?? "3"])),
  }));
  const of = (group: string) => said.filter((s) => s.key.startsWith(`${group}.`));
  const rules = [...new Set(of("issue").map((s) => s.key.split(".")[1] ?? ""))];
  const names = Object.keys(document.fields);
  const [first = "", ...others] = names;
  const issues = of("issue").map(
    (sentence, i): Issue => ({
      rule: sentence.key.split(".")[1] ?? "",
      severity: "error",
      fields: i % 2 === 0 ? [first] : [],
      message: "An English sentence",
      sentence,
      suggestion: { field: i % 3 === 0 ? first : "line_items.2.amount", value: "3.00" },
    }),
  );
  const field = { ...document.fields[first], flagged: true, value: "3.00", raw: "3.00", page: 1 };
  const reasons = ["low_confidence", "missing", "always_verify", "sampled", "conflict"];
  return {
    ...document,
    status: "needs_review",
    issues,
    warnings: of("warning").map((sentence) => ({
      code: sentence.key.split(".")[1] ?? "",
      page: 1,
      message: "An English sentence",
      sentence,
    })),
    fields: {
      ...document.fields,
      [first]: { ...field, reasons: [...reasons, ...rules.map((rule) => `rule:${rule}`)] } as never,
      [others[0] ?? ""]: { ...field, value: null, raw: "", reasons: ["missing"] } as never,
    },
  };
}

it("says every flag, rule and remark in its own words", async () => {
  const { origin } = new URL(desk.base);
  const review = filled.address("/review/$id") ?? "";
  const id = review.split("/").at(-1) ?? "";
  const documents = `**/api/v1/documents/${id}*`;
  await context.route(documents, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: withEverything((await response.json()) as Document) });
  });
  const faults: string[] = [];
  for (const address of [review, `/documents/${id}`]) {
    await settle(page, `${origin}${address}?lang=pseudo`);
    const shown = await page.locator("main").innerText();
    // The values of the one sentence that has four stand in it: it is there, and filled in.
    expect(shown).toMatch(/\[.*Town.*Bath.*3.*Bristol.*\]/);
    for (const text of await bare()) faults.push(`${address}: not translated: ${text}`);
  }
  await context.unroute(documents);
  expect(faults).toEqual([]);
});
