import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { look } from "./axe";
import { drop, launch, type Watched, watchedPage } from "./browser";
import { rowsOf } from "./csv";
import { papers } from "./papers";
import { type Server, startServer } from "./server";

let server: Server;
let browser: Browser;
let watched: Watched;
let page: Page;

beforeAll(async () => {
  server = await startServer();
  browser = await launch();
  watched = await watchedPage(browser, new URL(server.openURL).origin);
  page = watched.page;
  await page.goto(server.openURL);
  // The first time it would be a workbook; what is written is read here as CSV.
  await page.evaluate(() => localStorage.setItem("deskclerk.export.profile", "builtin-table"));
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const main = () => page.locator("#main");
const exportButton = () => main().getByRole("button", { name: /^Export \d+ documents?$/ });

/** The rows of the file that a click brings. */
async function downloaded(click: () => Promise<void>): Promise<string[][]> {
  const [download] = await Promise.all([page.waitForEvent("download"), click()]);
  return rowsOf(await readFile(await download.path(), "utf8"));
}

it("teaches while there is nothing", async () => {
  await page.getByRole("link", { name: "Export", exact: true }).click();
  await page.getByText("There is nothing here yet").waitFor();
  expect(await look(page, "export-empty")).toEqual([]);
  await main().getByRole("link", { name: "Past exports" }).first().click();
  await page.getByRole("heading", { name: "Nothing was exported yet" }).waitFor();
  expect(await look(page, "export-runs-empty")).toEqual([]);
});

it("shows what the file will have, and what waits for a person", async () => {
  await page.getByRole("link", { name: "Inbox" }).click();
  await drop(page, await papers(browser));
  await page.waitForFunction(
    async () => {
      const { counts, queue } = await (await fetch("/api/v1/status")).json();
      const read = ["completed", "completed_with_warnings", "needs_review"];
      return queue.waiting + queue.running === 0 && read.some((status) => counts[status] > 0);
    },
    undefined,
    { timeout: 120_000, polling: 500 },
  );
  await page.keyboard.press("Alt+x");
  await page.getByLabel(/^Also those that need a look/).check();
  await exportButton().waitFor();
  await page
    .getByRole("region", { name: "First rows of the file" })
    .getByRole("cell", { name: "GREEN LEAF TEA HOUSE" })
    .waitFor();
  expect(await look(page, "export")).toEqual([]);
});

it("writes exactly what the preview shows, once", async () => {
  const table = page.getByRole("region", { name: "First rows of the file" });
  const shown = await table
    .locator("tbody tr")
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent ?? "")),
    );
  const rows = await downloaded(() => exportButton().click());
  expect(rows[0]).toContain("total");
  expect(rows.slice(1)).toEqual(shown);
  await page.getByText("Everything that is ready was exported").waitFor();
  expect(await look(page, "export-done")).toEqual([]);
  await page.getByRole("button", { name: /again$/ }).click();
  expect(await downloaded(() => exportButton().click())).toEqual(rows);
});

it("gives the file of a past export again and lets it be undone", async () => {
  await main().getByRole("link", { name: "Past exports" }).first().click();
  const first = page.getByRole("row").nth(1);
  await first.getByText("Done").waitFor();
  const rows = await downloaded(() => first.getByRole("button", { name: "File again" }).click());
  expect(rows.length).toBeGreaterThan(1);
  expect(await look(page, "export-runs")).toEqual([]);
  for (const n of [1, 2]) {
    await page.getByRole("row").nth(n).getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: "Count as not exported" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Count as not exported" }).click();
    await page.getByRole("row").nth(n).getByText("Undone").waitFor();
  }
});

it("makes a profile of one's own from a ready one, with the keyboard", async () => {
  await page.keyboard.press("Alt+x");
  await page.getByLabel(/^Also those that need a look/).check();
  await exportButton().waitFor();
  await page.keyboard.press("c");
  await page.getByRole("heading", { name: "New profile", level: 1 }).waitFor();
  await page.getByLabel("Name", { exact: true }).fill("Our books");
  await page.getByRole("combobox", { name: "Between cells" }).click();
  await page.getByRole("option", { name: "Semicolon" }).click();
  const grip = page.getByRole("button", { name: "Move total, column 6" });
  await grip.focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowUp");
  await page.getByRole("button", { name: "Move total, column 1" }).waitFor();
  await page.getByRole("button", { name: "Remove id" }).click();
  await page.getByRole("button", { name: "More about total" }).click();
  expect(await look(page, "export-profile")).toEqual([]);
  await page.keyboard.press("Control+s");
  await page.getByText("“Our books” is saved").waitFor();
  await page.getByLabel(/^Also those that need a look/).check();
  const [download] = await Promise.all([page.waitForEvent("download"), exportButton().click()]);
  const text = await readFile(await download.path(), "utf8");
  expect(text.split("\r\n")[0]).toBe("total;date;from;number;net;tax;currency;due_date;type;file;status");
});

it("says in German and for a tax adviser's format what is missing", async () => {
  await page.goto(`${new URL(server.openURL).origin}/export?profile=builtin-datev&review=true`);
  await page.getByText("The numbers of consultant and client are missing.").waitFor();
  await page.getByText("Held back").first().waitFor();
  expect(await look(page, "export-datev")).toEqual([]);
  await page.getByRole("button", { name: "Language" }).click();
  await page.getByRole("menuitem", { name: "Deutsch" }).click();
  await page.getByText("Die Nummern von Berater und Mandant fehlen.").waitFor();
  expect(await look(page, "export-deutsch")).toEqual([]);
  expect(watched.complaints).toEqual([]);
  expect(watched.strayed).toEqual([]);
});
