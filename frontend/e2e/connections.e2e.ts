import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { look } from "./axe";
import { launch, type Watched, watchedPage } from "./browser";
import { papers } from "./papers";
import { otherProgram } from "./receiver";
import { type Server, startServer } from "./server";

let server: Server;
let browser: Browser;
let watched: Watched;
let page: Page;
let origin: string;
let other: Awaited<ReturnType<typeof otherProgram>>;
let secret: string;
let endpoint: string;
let token: string;

beforeAll(async () => {
  server = await startServer();
  origin = new URL(server.openURL).origin;
  browser = await launch();
  watched = await watchedPage(browser, origin);
  page = watched.page;
  other = await otherProgram();
  await page.goto(server.openURL);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  other?.stop();
});

const dialog = () => page.getByRole("dialog");
const note = (words: string | RegExp) => page.getByText(words).first();

it("finds its way from the header and says what each page is for", async () => {
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("heading", { name: "This program", level: 1 }).waitFor();
  await page.getByText("Largest file").waitFor();
  expect(await look(page, "program")).toEqual([]);
  const docs = page.getByRole("link", { name: "API documentation" });
  const guide = await page.request.get(new URL((await docs.getAttribute("href")) ?? "", origin).href);
  expect(guide.status()).toBe(200);
  await page.getByRole("link", { name: "Webhooks" }).click();
  await page.getByRole("heading", { name: "Nobody is told yet" }).waitFor();
  expect(await look(page, "webhooks-empty")).toEqual([]);
});

it("refuses an address it may not send to, in place", async () => {
  await page.keyboard.press("n");
  await dialog().getByLabel("Address").fill(`${origin}/hook`);
  await dialog().getByRole("button", { name: "Check" }).click();
  await dialog()
    .getByText(/this is Deskclerk.s own address/i)
    .waitFor();
  await dialog().getByRole("button", { name: "Make the endpoint" }).click();
  await dialog().getByText("Something is missing above.").waitFor();
});

it("makes an endpoint whose target is confirmed, and shows its secret once", async () => {
  await dialog().getByLabel("Description").fill("Bookkeeping");
  await dialog().getByLabel("Address").fill(other.url);
  await dialog().getByRole("button", { name: "Check" }).click();
  await dialog().getByText("It leads to 127.0.0.1").waitFor();
  await dialog().getByLabel("Yes, send there and nowhere else").check();
  await dialog().getByLabel("Only these").check();
  await dialog().getByLabel("The whole document").check();
  await dialog()
    .getByText(/Everything read from your documents is sent/)
    .waitFor();
  expect(await look(page, "webhook-form")).toEqual([]);
  await dialog().getByLabel("That something happened").check();
  await dialog().getByLabel("All of them, and those of later versions").check();
  await dialog().getByRole("button", { name: "Make the endpoint" }).click();
  const once = page.getByRole("dialog", { name: "Keep the signing secret" });
  secret = await once.getByRole("textbox", { name: "Signing secret" }).inputValue();
  expect(secret).toMatch(/^whsec_/);
  expect(await look(page, "webhook-secret")).toEqual([]);
  await page.keyboard.press("Escape"); // a secret is not lost by a stray key
  await once.getByRole("button", { name: "I have kept it" }).click();
  await page.getByRole("heading", { name: "Bookkeeping", level: 1 }).waitFor();
  await dialog().waitFor({ state: "hidden" });
  endpoint = page.url();
  expect(await page.content()).not.toContain(secret);
});

it("tests it with each type and shows the answer", async () => {
  await page.keyboard.press("t");
  await dialog().getByRole("button", { name: "Send: webhook.test" }).click();
  await dialog()
    .getByText(/^Answered 204 in/)
    .waitFor();
  await dialog().getByRole("button", { name: "Send one of each" }).click();
  await expect
    .poll(
      () =>
        dialog()
          .getByText(/^Answered 204 in/)
          .count(),
      { timeout: 30_000 },
    )
    .toBe(11);
  expect(new Set(other.got.map((g) => g.type)).size).toBe(11);
  expect(other.got.every((g) => g.signedWith(secret))).toBe(true);
  await dialog().getByRole("button", { name: "Details" }).first().click();
  await dialog()
    .getByText(/x-other: program/)
    .waitFor();
  expect(await look(page, "webhook-test")).toEqual([]);
  await page.keyboard.press("Escape");
  await dialog().waitFor({ state: "hidden" });
});

it("shows what was delivered, with request and answer", async () => {
  const [paper] = await papers(browser);
  const sent = await page.request.post(`${origin}/api/v1/documents?filename=receipt.png`, {
    data: paper?.bytes,
    headers: { "Content-Type": "application/octet-stream", Origin: origin },
  });
  expect(sent.status()).toBe(202);
  const log = page.getByRole("table", { name: "Deliveries" });
  await log.getByText("Delivered").first().waitFor({ timeout: 100_000 });
  await log.getByRole("button", { name: "file.processed" }).waitFor({ timeout: 100_000 });
  await page.getByRole("columnheader", { name: "Lag" }).waitFor();
  expect(await look(page, "webhook-endpoint")).toEqual([]);
  await log.getByRole("button", { name: "file.processed" }).click();
  await dialog().getByText("Answer 204, headers").waitFor();
  await dialog().getByText('"type": "file.processed"').waitFor();
  expect(await look(page, "webhook-delivery")).toEqual([]);
  const before = other.got.filter((g) => g.type === "file.processed" && !g.body.includes('"test":true'));
  await dialog().getByRole("button", { name: "Send again" }).click();
  const now = () => other.got.filter((g) => g.id === before[0]?.id).length;
  await expect.poll(now).toBe(2);
  await page.keyboard.press("Escape");
  await dialog().waitFor({ state: "hidden" });
});

it("says why an endpoint is disabled, and sends what was missed when it is resumed", async () => {
  other.answer(410);
  await page.getByRole("checkbox", { name: /Choose file.processed/ }).check();
  await page.getByRole("button", { name: "Send 1 again" }).click();
  await note("Disabled: it answered that it is gone (410)").waitFor();
  expect(await look(page, "webhook-disabled")).toEqual([]);
  await page.getByRole("link", { name: "Webhooks" }).click();
  await page.getByRole("link", { name: "Not delivered" }).click();
  const dead = page.getByRole("table", { name: "Not delivered" });
  await dead.getByText("answered that it is gone (410)").first().waitFor();
  expect(await look(page, "webhook-dead")).toEqual([]);
  await dead.getByRole("link", { name: "file.processed" }).click();
  await dialog().waitFor();
  await page.keyboard.press("Escape");
  other.answer(204);
  await page.getByRole("button", { name: /^Resume and send the/ }).click();
  await expect.poll(() => page.getByText("Given up").count(), { timeout: 20_000 }).toBe(0);
  await page.getByText("Active").first().waitFor();
});

it("changes the secret, keeps both for a day, and revokes the old one at once", async () => {
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Change the secret" }).click();
  await dialog().getByRole("button", { name: "Make a new secret" }).click();
  const once = page.getByRole("dialog", { name: "Keep the new signing secret" });
  const next = await once.getByRole("textbox", { name: "Signing secret" }).inputValue();
  await once.getByRole("button", { name: "I have kept it" }).click();
  await note(/^The old secret signs beside the new one until/).waitFor();
  const test = async () => {
    const had = other.got.length;
    await page.getByRole("button", { name: "Test …" }).click();
    await dialog().getByRole("button", { name: "Send: webhook.test" }).click();
    await expect.poll(() => other.got.length).toBe(had + 1);
    await page.keyboard.press("Escape");
    await dialog().waitFor({ state: "hidden" });
    const last = other.got.at(-1);
    return [last?.signedWith(secret), last?.signedWith(next)];
  };
  expect(await test()).toEqual([true, true]);
  await page.getByRole("button", { name: "Revoke the old one now" }).click();
  await note("The old secret signs nothing any more").waitFor();
  expect(await test()).toEqual([false, true]);
});

it("edits, pauses, resumes and sends a range", async () => {
  await page.keyboard.press("e");
  await dialog().getByLabel("Description").fill("Books");
  await dialog().getByRole("combobox", { name: "Hears of" }).click();
  await page.getByRole("option", { name: "documents of one type" }).click();
  await dialog().getByRole("combobox", { name: "Type" }).click();
  await page.getByRole("option", { name: "Receipt" }).click();
  await dialog().getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Books", level: 1 }).waitFor();
  await page.getByText("type: Receipt").waitFor();
  await page.getByRole("button", { name: "Pause" }).click();
  await note(/^Paused: 0 messages wait/).waitFor();
  await page.getByRole("button", { name: "Resume" }).click();
  await page.getByRole("button", { name: "Pause" }).waitFor();
  await page.getByRole("button", { name: "Send a range again …" }).click();
  await dialog().getByText("Sequence number").click();
  await dialog().getByLabel("From").fill("1");
  expect(await look(page, "webhook-range")).toEqual([]);
  await dialog().getByRole("button", { name: "Send again" }).click();
  await note(/^\d+ messages are sent again/).waitFor();
});

it("receives with its own receiver and shows that it verified", async () => {
  await page.getByRole("link", { name: "All endpoints" }).click();
  await page.getByRole("link", { name: "Books" }).waitFor();
  expect(await look(page, "webhooks")).toEqual([]);
  await page.getByRole("link", { name: "Test receiver" }).click();
  await page.getByRole("button", { name: "Start the test receiver" }).click();
  await page.getByRole("button", { name: "Make an endpoint for it" }).click();
  await page.getByRole("button", { name: "Send a test" }).click();
  const arrivals = page.getByRole("list", { name: "Arrived" });
  await arrivals.getByText("webhook.test").waitFor();
  await arrivals.getByText("Verified").waitFor();
  await arrivals.getByRole("button", { name: "Details" }).click();
  await arrivals.getByText(/webhook-signature/i).waitFor();
  expect(await look(page, "receiver")).toEqual([]);
  await page.getByRole("button", { name: "Stop" }).click();
  await page.getByRole("heading", { name: "The test receiver is off" }).waitFor();
  const left = await page.evaluate(
    async () => (await (await fetch("/api/v1/webhooks")).json()).webhooks.length,
  );
  expect(left).toBe(1);
});

it("deletes an endpoint after asking", async () => {
  await page.goto(endpoint);
  await page.getByRole("heading", { name: "Books", level: 1 }).waitFor();
  await page.keyboard.press("Delete");
  await page.getByRole("dialog", { name: "Delete Books?" }).getByRole("button", { name: "Delete" }).click();
  await page.getByRole("link", { name: "Test receiver" }).first().waitFor();
  await expect.poll(() => page.getByRole("link", { name: "Books" }).count()).toBe(0);
});

it("makes a token, shown once, that opens the API until it is revoked", async () => {
  await page.getByRole("link", { name: "API tokens" }).click();
  await page.getByRole("heading", { name: "No program has a token" }).waitFor();
  expect(await look(page, "tokens-empty")).toEqual([]);
  await page.keyboard.press("n");
  await dialog().getByLabel("Name").fill("scanner");
  expect(await look(page, "token-form")).toEqual([]);
  await dialog().getByRole("button", { name: "Make the token" }).click();
  const once = page.getByRole("dialog", { name: "“scanner” is ready" });
  token = await once.getByRole("textbox", { name: "Token" }).inputValue();
  expect(token).toMatch(/^dkt_/);
  expect(await look(page, "token-secret")).toEqual([]);
  await once.getByRole("button", { name: "I have kept it" }).click();
  const ask = async () =>
    (await fetch(`${origin}/api/v1/documents`, { headers: { Authorization: `Bearer ${token}` } })).status;
  expect(await ask()).toBe(200);
  await page.reload();
  const row = page.getByRole("row").filter({ hasText: "scanner" });
  await row.getByText("hand in documents, read results").waitFor();
  expect(await page.content()).not.toContain(token);
  expect(await look(page, "tokens")).toEqual([]);
  await page.getByRole("button", { name: "Revoke: scanner" }).click();
  await dialog().getByRole("button", { name: "Revoke" }).click();
  await note("“scanner” opens nothing any more").waitFor();
  expect(await ask()).toBe(401);
  await expect.poll(() => row.count()).toBe(0);
  await page.getByRole("button", { name: "Show ended ones" }).click();
  await row.getByText("Revoked").waitFor();
});

it("asked nobody but the program itself, and complained of nothing", () => {
  expect(watched.strayed).toEqual([]);
  expect(watched.complaints).toEqual([]);
});
