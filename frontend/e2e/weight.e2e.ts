import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launch } from "./browser";
import { type Server, startServer } from "./server";

/** Compressed bytes that the first look at the inbox may cost. */
const MOST = 400_000;

let server: Server;
let browser: Browser;

beforeAll(async () => {
  server = await startServer();
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

it("loads at most 400 kB for the first page, compressed", async () => {
  const page = await (await browser.newContext({ reducedMotion: "reduce" })).newPage();
  const files = new Map<string, Promise<Buffer>>();
  let waiting = true;
  page.on("response", (response) => {
    if (!waiting) return;
    const { pathname } = new URL(response.url());
    if (response.ok() && (pathname === "/" || /\.(js|css|svg|woff2?)$/.test(pathname)))
      files.set(pathname, response.body());
  });
  await page.goto(server.openURL);
  await page.getByRole("heading", { name: "Drop documents here" }).waitFor();
  // What it fetches ahead afterwards keeps nobody waiting.
  waiting = false;
  const first = [...files.values()];
  const sizes = await Promise.all(first.map(async (body) => gzipSync(await body, { level: 9 }).length));
  const sum = sizes.reduce((a, b) => a + b, 0);
  process.stdout.write(`first load: ${first.length} files, ${Math.round(sum / 1000)} kB compressed\n`);
  expect(first.length).toBeGreaterThan(2);
  expect(sum).toBeLessThan(MOST);
});
