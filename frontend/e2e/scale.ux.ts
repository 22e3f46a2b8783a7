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
  // What is waited for is handed to the page as text, which its policy would refuse.
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, bypassCSP: true });
  page = await context.newPage();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  const lines = figures.map(
    ({ name, ms, target }) =>
      `${name.padEnd(62)} ${`${Math.round(ms)} ms`.padStart(9)} ${`${target} ms`.padStart(9)}${ms > target ? "  over" : ""}`,
  );
  process.stdout.write(
    `\n${"on screen".padEnd(62)} ${"median".padStart(9)} ${"target".padStart(9)}\n${lines.join("\n")}\n`,
  );
});

/**
 * Milliseconds from an act until the page has painted what `seen` looks for, as
 * the page itself sees it. It listens before anything is done: a busy page would
 * otherwise miss the key that it is to count from.
 */
async function painted(act: () => Promise<unknown>, seen: string): Promise<number> {
  await page.evaluate((look) => {
    const there = new Function(`return (${look})`) as () => boolean;
    const painted = new Promise<number>((resolve, reject) => {
      setTimeout(() => reject(new Error(`after 30 s not seen: ${look}`)), 30_000);
      let from = 0;
      const start = () => {
        from ||= performance.now();
      };
      for (const kind of ["keydown", "pointerdown", "input", "wheel"])
        window.addEventListener(kind, start, { capture: true, once: true });
      const tick = () =>
        from > 0 && there()
          ? requestAnimationFrame(() => resolve(performance.now() - from))
          : requestAnimationFrame(tick);
      tick();
    });
    Object.assign(window, { painted });
  }, seen);
  await act();
  return page.evaluate(() => (window as unknown as { painted: Promise<number> }).painted);
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
  await note("a search, from the last letter on", 150, async (i) => {
    const name = `scan-0${1000 + 37 * i}`;
    await search.fill("");
    await page.waitForFunction(ROWS);
    return painted(
      () => search.fill(name),
      `${first}?.textContent.includes(${JSON.stringify(name)}) ?? false`,
    );
  });
  await search.fill("");
  await search.press("Escape");
  await page.waitForFunction(ROWS);
});

/** Milliseconds between the frames that the page has drawn since it was last asked. */
const frames = () =>
  page.evaluate(() => {
    const counted = window as unknown as { gaps?: number[] };
    const gaps = counted.gaps ?? [];
    if (!counted.gaps) {
      let last = performance.now();
      const frame = () => {
        const now = performance.now();
        counted.gaps?.push(now - last);
        last = now;
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    }
    counted.gaps = [];
    return gaps.sort((a, b) => a - b);
  });

it("measures the way to the end of the list", async () => {
  const grid = page.getByRole("grid", { name: "Documents" });
  const all = Number(await grid.getAttribute("aria-rowcount"));
  await grid.hover();
  await frames();
  const begin = Date.now();
  for (let i = 0; i < 1000; i++) {
    await page.mouse.wheel(0, 2000);
    if (await page.evaluate((row) => document.querySelector(`[aria-rowindex="${row}"]`) !== null, all)) break;
    await page.waitForTimeout(16);
  }
  const took = Date.now() - begin;
  const there = await page.evaluate(
    (row) => document.querySelector(`[aria-rowindex="${row}"]`) !== null,
    all,
  );
  const rows = await page.locator("[role=row][data-index]").count();
  noteFrames("first way to the end", await frames());
  process.stdout.write(
    `${there ? "the end" : "not the end"} of ${all} rows after ${took} ms; ${rows} rows exist\n`,
  );
  for (const by of [-3000, 3000]) {
    for (let i = 0; i < 60; i++) {
      await page.mouse.wheel(0, by);
      await page.waitForTimeout(16);
    }
  }
  noteFrames("up and down among what is loaded", await frames());
});

/** Notes what a person sees of scrolling: the frame that one in twenty exceeds, and the longest. */
function noteFrames(where: string, gaps: readonly number[]): void {
  figures.push({
    name: `frames, ${where}: 95 % within`,
    ms: gaps[Math.floor(gaps.length * 0.95)] ?? 0,
    target: 34,
  });
  figures.push({ name: `frames, ${where}: the longest`, ms: gaps.at(-1) ?? 0, target: 150 });
}

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
