import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, it } from "vitest";
import { launch } from "./browser";
import { type Filled, fill, settle } from "./filled";
import { routes } from "./routes";
import { type Desk, startDesk } from "./server";

const folder = process.env.DESKCLERK_E2E_SHOTS ?? join(tmpdir(), "deskclerk-shots");
const SIZES = [
  [1280, 800],
  [2560, 1440],
] as const;

let desk: Desk;
let browser: Browser;
let filled: Filled;

beforeAll(async () => {
  desk = await startDesk();
  browser = await launch();
  await mkdir(folder, { recursive: true });
});

afterAll(async () => {
  await browser?.close();
  await desk?.stop();
});

it("takes a picture of every page, empty and filled, small and large, light and dark", async () => {
  const context = await browser.newContext({ reducedMotion: "reduce", locale: "en-GB" });
  const page = await context.newPage();
  await page.goto(desk.openURL);
  const { origin } = new URL(desk.base);
  const all = await routes();
  const take = async (address: string, name: string) => {
    await settle(page, `${origin}${address}`);
    for (const [width, height] of SIZES)
      for (const colorScheme of ["light", "dark"] as const) {
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme });
        await page.waitForTimeout(250);
        await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`) });
      }
  };
  await take("/", "empty");
  filled = await fill(desk);
  for (const route of all) {
    const address = filled.address(route);
    if (address) await take(address, route.replaceAll(/[^a-z]+/g, "-").replace(/^-|-$/g, "") || "inbox");
  }
  process.stdout.write(`pictures of ${all.length} addresses are in ${folder}\n`);
});
