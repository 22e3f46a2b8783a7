import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { look } from "./axe";
import { drop, launch, type Watched, watchedPage } from "./browser";
import { lockedPDF } from "./locked";
import { drawn, RECEIPTS } from "./papers";
import { type Server, startServer } from "./server";

const READ = /Ready|Needs a look/;
const PASSWORD = "open-7731";

let server: Server;
let browser: Browser;
let watched: Watched;
let page: Page;

beforeAll(async () => {
  server = await startServer();
  browser = await launch();
  watched = await watchedPage(browser, new URL(server.openURL).origin);
  page = watched.page;
  await page.addInitScript(() => {
    Object.assign(window, { shifted: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput } = entry as unknown as { value: number; hadRecentInput: boolean };
        if (!hadRecentInput) (window as unknown as { shifted: number }).shifted += value;
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const row = (name: string): Locator => page.getByRole("row").filter({ hasText: name });
const bulk = () => page.getByRole("region", { name: "Done to many documents" });

/** What the API answers. */
function ask<T>(path: string): Promise<T> {
  return page.evaluate(async (at) => (await fetch(`/api/v1${at}`)).json(), path);
}

interface Listed {
  documents: { id: string; status: string; file: { name: string } }[];
  total: number;
}

async function idOf(name: string): Promise<string> {
  const { documents } = await ask<Listed>(`/documents?q=${encodeURIComponent(name)}`);
  const found = documents.find((d) => d.file.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found.id;
}

it("reads receipts and keeps what is locked", async () => {
  await page.goto(server.openURL);
  await page.getByRole("heading", { name: "Drop documents here" }).waitFor();
  const receipts = await Promise.all(
    RECEIPTS.map((receipt, i) => drawn(browser, `till-${i + 1}.png`, receipt)),
  );
  await drop(page, [
    ...receipts,
    lockedPDF("locked-1.pdf", PASSWORD, "BLUE DOOR BAKERY"),
    lockedPDF("locked-2.pdf", PASSWORD, "RED DOOR BAKERY"),
  ]);
  for (const { name } of receipts) await row(name).getByText(READ).waitFor({ timeout: 110_000 });
  await row("locked-2.pdf").getByText("Failed", { exact: true }).waitFor({ timeout: 60_000 });
});

it("cures what is locked with one password for all, and a wrong one changes nothing", async () => {
  await page.getByRole("link", { name: /^Failed/ }).click();
  const group = page.getByRole("region", { name: /protected by a password/ });
  await group.getByText("2 documents").waitFor();
  expect(await look(page, "failed")).toEqual([]);
  await group.getByLabel("Password for all of these").fill("wrong");
  await group.getByRole("button", { name: "Unlock all 2" }).click();
  await bulk().getByText("2 documents are read again").waitFor();
  await bulk().getByRole("button", { name: "Dismiss" }).click();
  await group.getByText("The password that was given does not open it.").nth(1).waitFor({ timeout: 30_000 });
  await group.getByLabel("Password for all of these").fill(PASSWORD);
  await group.getByRole("button", { name: "Unlock all 2" }).click();
  await page.getByRole("heading", { name: "Everything could be read" }).waitFor({ timeout: 60_000 });
  await bulk().getByRole("button", { name: "Dismiss" }).click();
  await page.getByRole("link", { name: "To the inbox" }).click();
  for (const name of ["locked-1.pdf", "locked-2.pdf"])
    await row(name).getByText(READ).waitFor({ timeout: 60_000 });
});

it("sorts, filters and finds on the server, and keeps it in the address", async () => {
  const names = () =>
    page.getByRole("row").evaluateAll((rows) => rows.slice(1).map((r) => r.querySelector("a")?.textContent));
  await page.getByRole("button", { name: "Name" }).click();
  await expect
    .poll(names)
    .toEqual(["locked-1.pdf", "locked-2.pdf", "till-1.png", "till-2.png", "till-3.png"]);
  await page.getByRole("button", { name: "Name" }).click();
  await expect.poll(async () => (await names())[0]).toBe("till-3.png");
  expect(await page.getByRole("columnheader", { name: "Name" }).getAttribute("aria-sort")).toBe("descending");
  await page.getByRole("textbox", { name: "Search name and text" }).fill("bakery");
  await page
    .locator("mark", { hasText: /bakery/i })
    .first()
    .waitFor();
  await expect.poll(async () => (await names()).length).toBe(2);
  await page.reload();
  await page
    .locator("mark", { hasText: /bakery/i })
    .first()
    .waitFor();
  await expect.poll(() => new URL(page.url()).searchParams.get("q")).toBe("bakery");
  await page.keyboard.press("f");
  await page.getByRole("dialog", { name: "Filter" }).getByLabel("From whom").fill("blue");
  await expect.poll(async () => (await names()).length).toBe(1);
  expect(await look(page, "inbox-filter")).toEqual([]);
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: /^Remove filter: From whom/ }).click();
  await expect.poll(async () => (await names()).length).toBe(2);
  await page.goto(new URL("/", page.url()).href);
  await row("till-1.png").waitFor();
});

it("approves many at once, tells which it could not and why, and takes it back", async () => {
  await page.getByRole("grid").focus();
  await page.keyboard.press("Control+a");
  await page.getByText("5 selected").waitFor();
  const before = await ask<Listed>("/documents");
  await page.getByRole("button", { name: "Approve", exact: true }).click();
  const done = bulk().getByRole("status");
  await expect.poll(() => done.textContent()).toMatch(/\d documents? approved/);
  const rest = bulk().getByRole("button", { name: /without a look$/ });
  if ((await rest.count()) > 0) {
    await bulk().getByRole("button", { name: "Show why" }).click();
    await bulk().getByText("Required fields still wait for a look.").first().waitFor();
    await rest.click();
    await expect.poll(() => done.textContent()).toMatch(/^\d documents? approved$/);
  }
  await expect
    .poll(async () => (await ask<Listed>("/documents?status=approved")).total, { timeout: 10_000 })
    .toBe(5);
  expect(await look(page, "inbox-bulk")).toEqual([]);
  await bulk().getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => done.textContent()).toMatch(/acts? taken back/);
  const after = await ask<Listed>("/documents");
  const back = after.documents.filter((d) => d.status !== "approved").length;
  expect(back).toBeGreaterThan(0);
  expect(after.documents.length).toBe(before.documents.length);
  await bulk().getByRole("button", { name: "Dismiss" }).click();
  await page.getByRole("button", { name: "Clear selection" }).click();
});

it("chooses rows with Ctrl and Shift, and deletes what was chosen", async () => {
  await row("till-1.png").click({ modifiers: ["Control"], position: { x: 500, y: 12 } });
  await page.getByText("1 selected").waitFor();
  await row("till-2.png").click({ modifiers: ["Control"], position: { x: 500, y: 12 } });
  await page.getByText("2 selected").waitFor();
  await row("till-2.png").click({ modifiers: ["Control"], position: { x: 500, y: 12 } });
  await page.keyboard.press("Delete");
  const dialog = page.getByRole("dialog", { name: "Delete 1 document?" });
  await dialog.getByText(/1 page, .* of files/).waitFor();
  await page.keyboard.press("Enter");
  await bulk().getByText("1 document deleted").waitFor();
  await expect.poll(() => row("till-1.png").count()).toBe(0);
});

it("turns a page for good", async () => {
  const id = await idOf("till-2.png");
  const standing = async () => {
    const d = await ask<{
      status: string;
      pages: { rotation: number }[];
      attempt: { number: number } | null;
    }>(`/documents/${id}`);
    return {
      rotation: d.pages[0]?.rotation,
      attempt: d.attempt?.number,
      read: d.status !== "queued" && d.status !== "processing",
    };
  };
  await page.evaluate(async (at) => {
    await fetch(`/api/v1/documents/${at}/reopen`, { method: "POST", headers: { "If-Match": "*" } });
  }, id);
  const first = await standing();
  await page.goto(new URL(`/documents/${id}`, page.url()).href);
  await page.getByRole("button", { name: "Turn right and read again" }).click();
  const confirm = page.getByRole("dialog", { name: "Turn the page and read again?" });
  await page.waitForTimeout(300);
  if ((await confirm.count()) > 0) await page.keyboard.press("Enter");
  const turned = ((first.rotation ?? 0) + 90) % 360;
  await expect
    .poll(standing, { timeout: 60_000, interval: 500 })
    .toEqual({ rotation: turned, attempt: 2, read: true });
  await page.goto(new URL("/", page.url()).href);
  await row("till-2.png").waitFor();
  await page.getByRole("checkbox", { name: "Select till-2.png" }).click();
  await page.getByRole("button", { name: "Read again", exact: true }).click();
  await expect
    .poll(standing, { timeout: 60_000, interval: 500 })
    .toEqual({ rotation: turned, attempt: 3, read: true });
});

it("tells a document's story", async () => {
  await page.goto(new URL(`/documents/${await idOf("till-2.png")}`, page.url()).href);
  await page.getByRole("tab", { name: "Story" }).click();
  await page.getByRole("region", { name: "Came in once" }).waitFor();
  await page
    .getByRole("region", { name: "Read 3 times" })
    .getByText(/of work:.*reading/)
    .first()
    .waitFor();
  await page.getByRole("region", { name: "What happened" }).getByText("Received").waitFor();
  expect(await look(page, "document-story")).toEqual([]);
  await page.getByRole("tab", { name: "Text" }).click();
  await page.getByText("Engine output, page 1").click();
  await page.getByRole("button", { name: "Download as TSV" }).waitFor();
});

it("changes what is looked at, at once, and goes back", async () => {
  interface Settings {
    settings: { key: string; value: unknown; from: string; pending: boolean }[];
  }
  const setting = async (key: string) =>
    (await ask<Settings>("/settings")).settings.find((s) => s.key === key) ?? {
      value: null,
      from: "",
      pending: false,
    };
  await page.goto(new URL("/settings/look", page.url()).href);
  await page.getByRole("combobox", { name: "Mistakes to bear" }).click();
  await page.getByRole("option", { name: "At most 1 wrong in 1,000" }).click();
  await expect.poll(async () => (await setting("review.target")).value).toBe(0.001);
  await page.getByRole("checkbox", { name: "Always show Date" }).click();
  await expect.poll(async () => (await setting("review.always")).value).toEqual(["receipt.date"]);
  expect(await look(page, "settings-look")).toEqual([]);
  await page.reload();
  await page.getByRole("button", { name: "Back to the default: Mistakes to bear" }).click();
  await expect.poll(async () => (await setting("review.target")).from).toBe("default");
  await page.goto(new URL("/settings/reading", page.url()).href);
  const workers = page.getByRole("textbox", { name: "At once" });
  await workers.fill("1");
  await workers.press("Enter");
  await page.getByText("At the next start", { exact: true }).waitFor();
  expect((await setting("worker.count")).pending).toBe(true);
});

it("leaves empty what is not needed and asks nobody about it, until it is needed again", async () => {
  interface Settings {
    settings: { key: string; value: unknown; from: string }[];
  }
  interface Read {
    fields: Record<string, { value: string | null; flagged: boolean }>;
  }
  const unneeded = async () =>
    (await ask<Settings>("/settings")).settings.find((s) => s.key === "review.unneeded");
  const mode = (field: string) => page.getByRole("combobox", { name: `When ${field} is accepted` });
  const choose = async (words: string | RegExp) => {
    await mode("Time").click();
    await page.getByRole("option", { name: words }).click();
  };
  const timeOf = async (name: string, shop: string) => {
    await page.goto(new URL("/", page.url()).href);
    await drop(page, [await drawn(browser, name, { shop, items: RECEIPTS[0]?.items ?? [] })]);
    await row(name).getByText(READ).waitFor({ timeout: 110_000 });
    return (await ask<Read>(`/documents/${await idOf(name)}`)).fields.time;
  };

  await page.goto(new URL("/settings/look", page.url()).href);
  await mode("Total").click(); // a receipt must have one
  await page.getByRole("option", { name: /^as all/ }).waitFor();
  expect(await page.getByRole("option", { name: "not needed: leave it empty" }).count()).toBe(0);
  await page.keyboard.press("Escape");

  await choose("not needed: leave it empty");
  await expect.poll(async () => (await unneeded())?.value).toEqual(["receipt.time"]);
  expect(await page.getByRole("checkbox", { name: "Always show Time" }).isDisabled()).toBe(true);
  await page.reload();
  await expect.poll(() => mode("Time").inputValue()).toBe("not needed: leave it empty");
  expect(await timeOf("no-time.png", "RIVER BOOK STORE")).toMatchObject({ value: null, flagged: false });

  await page.goto(new URL("/settings/look", page.url()).href);
  await choose(/^as all/);
  await expect.poll(async () => (await unneeded())?.from).toBe("default");
  expect(await timeOf("a-time.png", "MEADOW BOOK STORE")).toMatchObject({ value: "10:15" });
});

it("is clean to assistive technology on every page, and nothing jumps", async () => {
  const routes = {
    "/": "inbox-all",
    "/failed": "failed-none",
    "/insights": "insights",
    "/settings/reading": "settings-reading",
    "/settings/privacy": "settings-privacy",
    "/settings/appearance": "settings-appearance",
    "/settings": "settings-program",
    "/settings/webhooks": "settings-webhooks",
    "/settings/tokens": "settings-tokens",
  };
  for (const [path, name] of Object.entries(routes)) {
    await page.goto(new URL(path, page.url()).href);
    await page.getByRole("main").waitFor();
    await page.waitForTimeout(1200);
    const shifted = await page.evaluate(() => (window as unknown as { shifted: number }).shifted);
    expect(shifted, `layout shift of ${path}`).toBeLessThan(0.1);
    expect(await look(page, name), path).toEqual([]);
  }
});

it("asked nobody but the program itself, and complained of nothing", () => {
  expect(watched.strayed).toEqual([]);
  // What could not be approved is answered with a 409, which the browser tells of.
  expect(watched.complaints.filter((c) => !/status of 409/.test(c))).toEqual([]);
});
