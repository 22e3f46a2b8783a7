import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { drop, launch, type Paper, shot, type Watched, watchedPage } from "./browser";
import { rowsOf } from "./csv";
import { papers, scannedPDF } from "./papers";
import { type Server, startServer } from "./server";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const READ = /Ready|Needs a look/;

let server: Server;
let browser: Browser;
let watched: Watched;
let page: Page;
let origin: string;
let given: Paper[];

beforeAll(async () => {
  server = await startServer();
  origin = new URL(server.openURL).origin;
  browser = await launch();
  watched = await watchedPage(browser, origin);
  page = watched.page;
  given = [...(await papers(browser)), await scannedPDF(browser, "three-pages.pdf", 3)];
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const row = (name: string): Locator => page.getByRole("row").filter({ hasText: name });
const status = (name: string): Locator => row(name).getByText(READ);

/** Faults that axe finds, each with where. */
async function faults(within = "html"): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(await readFile(axe, "utf8"));
  return page.evaluate(async (context) => {
    type Result = { violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[] };
    const { axe } = window as unknown as { axe: { run(context: string): Promise<Result> } };
    const { violations } = await axe.run(context);
    return violations.flatMap((v) =>
      v.nodes.map((n) => `${v.id}: ${n.target.join(" ")} ${n.failureSummary}`),
    );
  }, within);
}

/** The same in light and in dark. */
async function faultsInBoth(): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(300);
    found.push(...(await faults()).map((fault) => `${colorScheme} ${fault}`));
  }
  await page.emulateMedia({ colorScheme: "light" });
  return found;
}

it("opens by the one-time link and teaches while it is empty", async () => {
  await page.goto(server.openURL);
  await page.getByRole("heading", { name: "Drop documents here" }).waitFor();
  expect(await faultsInBoth()).toEqual([]);
  await shot(page, "empty");
});

it("reads what is dropped, page by page, and says what it cannot take", async () => {
  await page.evaluate(() => {
    const seen = new Set<string>();
    Object.assign(window, { seen });
    const look = () => {
      for (const bar of document.querySelectorAll("[role=row] [role=progressbar]"))
        seen.add(bar.getAttribute("aria-label") ?? "");
    };
    new MutationObserver(look).observe(document.body, {
      childList: true,
      subtree: true,
      characterData: true,
    });
  });
  await drop(page, [
    ...given,
    { name: "notes.txt", type: "text/plain", bytes: Buffer.from("<html>no document</html>") },
  ]);
  const refused = page.getByRole("region", { name: "Files that are being sent" });
  await refused.getByText(/This kind of file cannot be read\..*PDF/).waitFor();
  expect(await refused.textContent()).toContain("notes.txt");
  await row("three-pages.pdf").waitFor();
  await shot(page, "reading");
  for (const { name } of given) await status(name).waitFor({ timeout: 110_000 });
  const seen = await page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen]);
  expect(seen).toContain("Reading page 2 of 3");
  expect(seen).toContain("Reading page 3 of 3");
  await page.getByRole("button", { name: "Dismiss: notes.txt" }).click();
  expect(await refused.count()).toBe(0);
});

it("says that a file is here already, and shows it", async () => {
  await drop(page, given.slice(0, 1));
  await page.getByText(`${given[0]?.name} is already here, from`).waitFor();
  await page.getByRole("button", { name: "Show it" }).click();
  await page.locator(`[role=row][data-cursor]`).filter({ hasText: given[0]?.name }).waitFor();
  await page.getByRole("button", { name: `Dismiss: ${given[0]?.name}` }).click();
});

it("is clean to assistive technology with documents in the list", async () => {
  expect(await faultsInBoth()).toEqual([]);
  await shot(page, "inbox");
});

it("shows a document with its fields' boxes over the page", async () => {
  const name = given[0]?.name ?? "";
  await page.getByRole("link", { name }).click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();
  const picture = page.getByRole("img", { name: `Page 1 of ${name}` });
  await picture.waitFor();
  expect(await picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(300);
  const total = page.getByRole("region", { name: "Page view" }).getByRole("button", { name: /^Total: \d/ });
  const box = await total.boundingBox();
  const sheet = await picture.boundingBox();
  if (!box || !sheet) throw new Error("nothing to see");
  expect(box.width).toBeGreaterThan(10);
  expect(box.x).toBeGreaterThan(sheet.x);
  expect(box.y + box.height).toBeLessThan(sheet.y + sheet.height);
  await shot(page, "document");
});

it("points from a field to its box and back", async () => {
  const region = page.getByRole("region", { name: "Page view" });
  const before = await region.getByRole("img").boundingBox();
  await page
    .getByRole("tabpanel")
    .getByRole("button", { name: /^Total/ })
    .click();
  const total = region.getByRole("button", { name: /^Total: / });
  await expect.poll(() => total.getAttribute("data-active")).toBe("true");
  const after = await region.getByRole("img").boundingBox();
  expect(after?.width).toBeGreaterThanOrEqual(before?.width ?? 0);
  const view = await region.boundingBox();
  await expect
    .poll(async () => {
      const at = await total.boundingBox();
      return at && view && at.y >= view.y && at.y + at.height <= view.y + view.height;
    })
    .toBe(true);
  await page.keyboard.press("0");
  await total.hover();
  await page.locator("li[data-lit]").filter({ hasText: "Total" }).waitFor();
  await shot(page, "field");
});

it("is clean to assistive technology with a document open", async () => {
  expect(await faultsInBoth()).toEqual([]);
});

it("turns pages and goes to the next document by key", async () => {
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "three-pages.pdf" }).click();
  await page.getByRole("img", { name: "Page 1 of three-pages.pdf" }).waitFor();
  await page.keyboard.press("PageDown");
  await page.getByRole("img", { name: "Page 2 of three-pages.pdf" }).waitFor();
  await shot(page, "pages");
  await page.keyboard.press("j");
  await expect.poll(() => page.getByRole("heading", { level: 1 }).textContent()).not.toBe("three-pages.pdf");
  await page.keyboard.press("Escape");
  await page.getByRole("grid", { name: "Documents" }).waitFor();
});

it("filters by status and finds by name, and keeps it in the address", async () => {
  await page.getByRole("button", { name: /^Failed/ }).click();
  await page.getByText("No document matches this filter.").waitFor();
  await page.reload();
  await page.getByText("No document matches this filter.").waitFor();
  await page.getByRole("button", { name: /^All/ }).click();
  await page.keyboard.press("/");
  await page.keyboard.type("three-pages");
  await expect.poll(() => page.getByRole("row").filter({ hasText: READ }).count()).toBe(1);
  await expect.poll(() => new URL(page.url()).searchParams.get("q")).toBe("three-pages");
  await page.keyboard.press("Escape");
  await expect.poll(() => page.getByRole("row").filter({ hasText: READ }).count()).toBe(given.length);
});

it("downloads the table of what is shown, with a row for each document", async () => {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download CSV" }).click(),
  ]);
  const rows = rowsOf(await readFile(await download.path(), "utf8"));
  expect(rows.length).toBe(given.length + 1);
  const cells = rows.flat();
  for (const { name } of given) expect(cells).toContain(name);
  if (!process.env.DESKCLERK_E2E_DOCS) expect(cells).toContain("14.50");
});

it("downloads only what is chosen, with the columns asked for", async () => {
  await page.getByRole("checkbox", { name: "Select three-pages.pdf" }).click();
  await page.getByRole("button", { name: "CSV options" }).click();
  await page.getByRole("checkbox", { name: "With confidence columns" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("dialog").getByRole("button", { name: "Download CSV" }).click(),
  ]);
  const rows = rowsOf(await readFile(await download.path(), "utf8"));
  expect(rows.length).toBe(2);
  expect(rows[1]).toContain("three-pages.pdf");
  expect(rows[0]?.some((name) => name.endsWith("_confidence"))).toBe(true);
  await page.keyboard.press("Escape");
});

it("reads again what is chosen, live", async () => {
  await page.getByRole("row").filter({ hasText: "three-pages.pdf" }).waitFor();
  if ((await page.getByRole("button", { name: "Clear selection" }).count()) === 0)
    await page.getByRole("checkbox", { name: "Select three-pages.pdf" }).click();
  await page.getByRole("button", { name: "Read again", exact: true }).click();
  await row("three-pages.pdf")
    .getByText(/Waiting|Reading/)
    .first()
    .waitFor();
  await status("three-pages.pdf").waitFor({ timeout: 60_000 });
});

it("deletes by keyboard, after asking", async () => {
  if ((await page.getByRole("button", { name: "Clear selection" }).count()) === 0)
    await page.getByRole("checkbox", { name: "Select three-pages.pdf" }).click();
  await page.keyboard.press("Delete");
  const dialog = page.getByRole("dialog", { name: "Delete 1 document?" });
  await dialog.waitFor();
  // The dialog's own <header> is no banner, though axe takes it for one.
  expect((await faults("[role=dialog]")).filter((fault) => !fault.startsWith("landmark-"))).toEqual([]);
  await page.keyboard.press("Enter");
  await expect.poll(() => row("three-pages.pdf").count()).toBe(0);
  const left = await page.evaluate(async () => (await (await fetch("/api/v1/documents")).json()).total);
  expect(left).toBe(given.length - 1);
});

it("asked nobody but the program itself, and complained of nothing", () => {
  expect(watched.strayed).toEqual([]);
  expect(watched.complaints).toEqual([]);
});
