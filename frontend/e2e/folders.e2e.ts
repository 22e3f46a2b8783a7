import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { look } from "./axe";
import { launch, type Watched, watchedPage } from "./browser";
import { papers } from "./papers";
import { type Server, startServer } from "./server";

let server: Server;
let browser: Browser;
let watched: Watched;
let page: Page;
let scans: string;

beforeAll(async () => {
  server = await startServer();
  browser = await launch();
  watched = await watchedPage(browser, new URL(server.openURL).origin);
  page = watched.page;
  scans = await mkdtemp(join(tmpdir(), "deskclerk-scans-"));
  await page.goto(server.openURL);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await rm(scans, { recursive: true, force: true });
});

const dialog = () => page.getByRole("dialog");
const row = (name: RegExp) => page.getByRole("row", { name });

it("teaches while no folder is watched, and refuses the system's own in place", async () => {
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("link", { name: "Watched folders" }).click();
  await page.getByRole("heading", { name: "No folder is watched" }).waitFor();
  expect(await look(page, "folders-empty")).toEqual([]);
  await page.keyboard.press("n");
  await dialog().getByLabel("Folder", { exact: true }).fill("/proc");
  await dialog().getByRole("alert").getByText("This folder cannot be watched.").waitFor();
});

it("watches a folder, and shows each file with where it stands and why", async () => {
  const [paper] = await papers(browser);
  await writeFile(join(scans, "receipt.png"), paper?.bytes ?? "");
  await writeFile(join(scans, "tool.bin"), "\0\x01 no paper");
  await writeFile(join(scans, "loading.pdf.part"), "%PDF-1.4");
  await mkdir(join(scans, "drafts"));
  await dialog().getByLabel("Folder", { exact: true }).fill(scans);
  await dialog()
    .getByText(/It can be watched: the system tells of changes/)
    .waitFor();
  await dialog().getByLabel("Name", { exact: true }).fill("Scanner");
  await dialog().getByLabel("Pass over", { exact: true }).fill("drafts/");
  await page.keyboard.press("Enter");
  expect(await look(page, "folder-form")).toEqual([]);
  await dialog().getByRole("button", { name: "Watch it" }).click();
  await page.getByRole("heading", { name: "Scanner", level: 1 }).waitFor();
  await row(/receipt\.png/)
    .getByText("Taken", { exact: true })
    .waitFor({ timeout: 60_000 });
  await row(/tool\.bin/)
    .getByText("This kind of file cannot be read.")
    .waitFor();
  await row(/loading\.pdf\.part/)
    .getByText(/unfinished file/)
    .waitFor();
  await row(/drafts/)
    .getByText("A pattern excludes it.")
    .waitFor();
  await page.getByText("by events of the system").first().waitFor();
  expect(await look(page, "folder")).toEqual([]);
});

it("hears at once of what comes, and finds files by their state", async () => {
  await writeFile(join(scans, "second.pdf"), "%PDF-1.4 second");
  await row(/second\.pdf/)
    .getByText("Waiting", { exact: true })
    .waitFor({ timeout: 10_000 });
  await row(/second\.pdf/)
    .getByText("Taken", { exact: true })
    .waitFor({ timeout: 60_000 });
  await page.getByRole("radiogroup", { name: "Which files" }).getByText("Passed over").click();
  await row(/receipt\.png/).waitFor({ state: "hidden" });
  await row(/loading/)
    .getByRole("button", { name: /^Leave alone/ })
    .click();
  await row(/loading/)
    .getByText("You said to leave it alone.")
    .waitFor();
});

it("says that a folder is away, and goes on when it is back", async () => {
  await rename(scans, `${scans}.away`);
  await page.getByRole("alert").getByText("it is not there").waitFor({ timeout: 60_000 });
  expect(await look(page, "folder-away")).toEqual([]);
  await page.getByRole("link", { name: "All folders" }).click();
  await row(/Scanner/)
    .getByText("Away")
    .waitFor();
  await rename(`${scans}.away`, scans);
  await row(/Scanner/)
    .getByText("Watched", { exact: true })
    .waitFor({ timeout: 60_000 });
  expect(await look(page, "folders")).toEqual([]);
});

it("removes a folder after it was asked, and went nowhere else meanwhile", async () => {
  await page.getByRole("link", { name: "Scanner" }).click();
  await page.getByRole("heading", { name: "Scanner", level: 1 }).waitFor();
  await page.keyboard.press("Delete");
  await dialog().getByRole("button", { name: "Remove" }).click();
  await page.getByRole("heading", { name: "No folder is watched" }).waitFor();
  expect(watched.strayed).toEqual([]);
  expect(watched.complaints).toEqual([]);
});
