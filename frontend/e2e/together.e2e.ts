import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { look } from "./axe";
import { launch, type Watched, watchedPage } from "./browser";
import { screenShown } from "./grouped";
import { drawn, RECEIPTS } from "./papers";
import { Reviewer } from "./reviewer";
import { type Desk, startDesk } from "./server";

// Many documents together, against the real program with the real engine.

let desk: Desk;
let browser: Browser;
let watched: Watched;
let r: Reviewer;
let ids: string[];

beforeAll(async () => {
  desk = await startDesk();
  browser = await launch();
  watched = await watchedPage(browser, new URL(desk.openURL).origin);
  r = new Reviewer(watched.page, desk);
  const values = { "review.always": ["receipt.merchant", "receipt.total"] };
  await r.api("PATCH", "/settings", { values });
  const papers = await Promise.all(
    RECEIPTS.map((receipt, i) => drawn(browser, `slip-${i + 1}.png`, receipt)),
  );
  ids = await r.handIn(papers);
  // What else is in doubt is none of this story's business.
  for (const id of ids)
    for (const [name, field] of Object.entries((await r.document(id)).fields))
      if (field.flagged && name !== "merchant" && name !== "total")
        await r.api("PATCH", `/documents/${id}/fields/${name}`, { action: "confirm" });
  await r.page.goto(desk.openURL);
  await r.page.getByRole("navigation", { name: "Main" }).waitFor();
});

afterAll(async () => {
  await browser?.close();
  await desk?.stop();
});

const card = (n: number) => r.page.getByRole("button", { name: new RegExp(`slip-${n}\\.png`) });

it("shows one field of all that wait, each value above its piece of the page", async () => {
  await r.page.getByRole("button", { name: "Review together" }).click();
  expect(await screenShown(r)).toBe(true);
  await r.page.getByRole("list", { name: "Merchant of many documents" }).waitFor();
  for (const n of [1, 2, 3]) {
    const width = await card(n)
      .locator("img")
      .evaluate((image: HTMLImageElement) => image.naturalWidth);
    expect(width).toBeGreaterThan(80);
  }
  expect(await look(r.page, "together")).toEqual([]);
});

it("accepts the screen but for what is marked, and corrects on the card", async () => {
  await card(1).click();
  await card(2).click();
  await r.page.keyboard.type("Harbour Books");
  await r.page.keyboard.press("Enter");
  await r.until(ids[1] ?? "", (d) => d.fields.merchant?.value === "Harbour Books");
  await r.page.keyboard.press("Control+Enter");
  await r.page.getByRole("list", { name: "Total of many documents" }).waitFor();
  await r.until(ids[2] ?? "", (d) => d.fields.merchant?.origin === "confirmed");
  expect((await r.document(ids[0] ?? "")).fields.merchant?.flagged).toBe(true);
});

it("offers what has nothing left, approves it with one key, and takes it back with one", async () => {
  await screenShown(r);
  await r.page.keyboard.press("Control+Enter");
  await r.page.getByRole("heading", { name: "2 documents have nothing left to look at" }).waitFor();
  expect(await look(r.page, "together-end")).toEqual([]);
  await r.page.keyboard.press("Control+Enter");
  for (const n of [1, 2]) await r.until(ids[n] ?? "", (d) => d.status === "approved");
  await r.page.keyboard.press("Control+z");
  for (const n of [1, 2]) await r.until(ids[n] ?? "", (d) => d.status === "needs_review");
  await r.page.keyboard.press("Control+z");
  await r.page.getByRole("list", { name: "Total of many documents" }).waitFor();
  for (const id of ids) await r.until(id, (d) => d.fields.total?.flagged === true);
  await r.page.keyboard.press("Control+y");
  for (const id of ids) await r.until(id, (d) => d.fields.total?.origin === "confirmed");
});

it("leaves what was changed elsewhere meanwhile", async () => {
  await r.page.keyboard.press("Control+z");
  for (const id of ids) await r.until(id, (d) => d.fields.total?.flagged === true);
  await r.page
    .locator("main li[data-state=waits]")
    .nth(ids.length - 1)
    .waitFor();
  await screenShown(r);
  // Between the key and the program, so that no news of it comes first.
  let changed = false;
  await r.page.route("**/review/together", async (route) => {
    if (route.request().method() === "POST" && !changed) {
      changed = true;
      await r.api("PATCH", `/documents/${ids[2]}/fields/total`, { action: "correct", value: "77.00" });
    }
    await route.continue();
  });
  await r.page.keyboard.press("Control+Enter");
  await r.page.getByText(/^1 document was changed meanwhile/).waitFor();
  await r.until(ids[1] ?? "", (d) => d.fields.total?.origin === "confirmed");
  expect((await r.document(ids[2] ?? "")).fields.total?.value).toBe("77.00");
  expect(watched.strayed).toEqual([]);
  expect(watched.complaints).toEqual([]);
});
