import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, it } from "vitest";
import { launch } from "./browser";
import { type Server, startOn } from "./server";

// Printed with the targets beside them and never asserted: another machine is
// another time.

const data = process.env.DESKCLERK_SCALE_DATA;
let server: Server;
let browser: Browser;
let page: Page;
const figures: { name: string; ms: number; target: number }[] = [];

beforeAll(async () => {
  if (!data) throw new Error("set DESKCLERK_SCALE_DATA to a folder that build/scale filled");
  server = await startOn(data);
  browser = await launch();
  page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  const lines = figures.map(
    ({ name, ms, target }) =>
      `${name.padEnd(44)} ${`${Math.round(ms)} ms`.padStart(9)} ${`${target} ms`.padStart(9)}${ms > target ? "  over" : ""}`,
  );
  process.stdout.write(
    `\n${"on screen".padEnd(44)} ${"median".padStart(9)} ${"target".padStart(9)}\n${lines.join("\n")}\n`,
  );
});

/** Milliseconds from an act until the page has painted what `seen` looks for, as the page itself sees it. */
async function painted(act: () => Promise<unknown>, seen: string): Promise<number> {
  const done = page.evaluate(
    (look) =>
      new Promise<number>((resolve) => {
        const begun = () => performance.now();
        let from = 0;
        const start = () => {
          from ||= begun();
        };
        for (const kind of ["keydown", "pointerdown", "input", "wheel"])
          window.addEventListener(kind, start, { capture: true, once: true });
        const there = new Function(`return (${look})`) as () => boolean;
        const tick = () =>
          from > 0 && there()
            ? requestAnimationFrame(() => resolve(begun() - from))
            : requestAnimationFrame(tick);
        tick();
      }),
    seen,
  );
  await act();
  return done;
}

async function note(
  name: string,
  target: number,
  once: (i: number) => Promise<number>,
  rounds = 7,
): Promise<void> {
  const took: number[] = [];
  for (let i = 0; i < rounds; i++) took.push(await once(i));
  took.sort((a, b) => a - b);
  figures.push({ name, ms: took[Math.floor(took.length / 2)] ?? 0, target });
}

const ROWS = "document.querySelectorAll('[role=row][data-index]').length > 5";

it("measures the first rows and when the page answers", async () => {
  await page.goto(server.openURL);
  await page.locator("[role=row][data-index]").first().waitFor();
  await note("first rows shown, from the address on", 1000, async () => {
    await page.reload({ waitUntil: "commit" });
    await page.waitForFunction(ROWS, undefined, { polling: "raf" });
    return page.evaluate(() => performance.now());
  });
});

it("measures filters and searches", async () => {
  const first = "document.querySelector('[role=row][data-index]')";
  await note("a filter, from the click on", 150, async (i) => {
    const to = i % 2 === 0 ? "Needs a look" : "Ready";
    const word = i % 2 === 0 ? "Needs a look" : "Ready|Checked";
    return painted(
      () =>
        page
          .getByRole("group", { name: "Filter by status" })
          .getByRole("button", { name: new RegExp(`^${to}`) })
          .click(),
      `/${word}/.test(${first}?.textContent ?? "") && ${ROWS}`,
    );
  });
  await page.getByRole("button", { name: /^All/ }).click();
  const search = page.getByRole("textbox", { name: "Search name and text" });
  await note("a search, from the last letter on (250 of it wait)", 400, async (i) => {
    const name = `scan-0${1000 + 37 * i}`;
    await search.fill("");
    await page.waitForFunction(ROWS);
    return painted(
      () => search.fill(name),
      `${first}?.textContent.includes(${JSON.stringify(name)}) ?? false`,
    );
  });
  await search.fill("");
  await page.waitForFunction(ROWS);
});

it("measures the way to the end of the list", async () => {
  const grid = page.getByRole("grid", { name: "Documents" });
  await grid.hover();
  const begin = Date.now();
  let longest = 0;
  await page.evaluate(() => {
    const seen = { longest: 0, last: performance.now() };
    Object.assign(window, { seen });
    const frame = () => {
      const now = performance.now();
      seen.longest = Math.max(seen.longest, now - seen.last);
      seen.last = now;
      requestAnimationFrame(frame);
    };
    frame();
  });
  for (let i = 0; i < 400; i++) {
    await page.mouse.wheel(0, 4000);
    if (await page.evaluate(() => document.querySelector('[aria-rowindex="10001"]') !== null)) break;
    await page.waitForTimeout(30);
  }
  longest = await page.evaluate(() => (window as unknown as { seen: { longest: number } }).seen.longest);
  const rows = await page.locator("[role=row][data-index]").count();
  figures.push({ name: "longest frame on the way to the end", ms: longest, target: 150 });
  process.stdout.write(`the end after ${Date.now() - begin} ms; ${rows} rows exist then\n`);
});

it("measures the way to many documents together", async () => {
  const cards = "document.querySelectorAll('main li[data-state]').length > 5";
  await note(
    "many together: the first screen of cards, from the key on",
    300,
    async () => {
      await page.keyboard.press("Alt+i");
      await page.waitForFunction(ROWS);
      return painted(() => page.keyboard.press("Alt+g"), cards);
    },
    5,
  );
  await note(
    "many together: its pictures, from the cards on",
    2000,
    async () => {
      await page.keyboard.press("PageDown");
      const begin = Date.now();
      await page.waitForFunction(
        () => [...document.querySelectorAll<HTMLImageElement>("main li img")].every((i) => i.complete),
        undefined,
        { polling: "raf" },
      );
      return Date.now() - begin;
    },
    3,
  );
  await page.keyboard.press("Alt+i");
  await page.waitForFunction(ROWS);
});

it("measures the next document in review", async () => {
  await page.keyboard.press("Alt+r");
  await page.waitForFunction(() => document.querySelector("h1, h2")?.textContent?.includes("scan-"));
  await page.waitForTimeout(1500);
  await note("the next document in review, from the key on", 150, async () => {
    const shown = await page.evaluate(() => document.querySelector("h1")?.textContent ?? "");
    const took = await painted(
      () => page.keyboard.press("Control+Enter"),
      `(document.querySelector("h1")?.textContent ?? "") !== ${JSON.stringify(shown)} && document.querySelector("h1") !== null`,
    );
    await page.waitForTimeout(700);
    return took;
  });
});
