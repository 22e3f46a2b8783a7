import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Debian's Chromium, or the one that CHROMIUM names, with more flags than usual if need be. */
export function launch(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [...FLAGS, ...more],
  });
}

/** A page with an eye on what it asks for and what it complains of. */
export interface Watched {
  page: Page;
  context: BrowserContext;
  /** Requests to anywhere but the program. */
  strayed: string[];
  /** Errors in the console and in scripts; a refused upload is no error of ours. */
  complaints: string[];
}

export async function watchedPage(browser: Browser, origin: string): Promise<Watched> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: "en-GB",
    reducedMotion: "reduce",
    acceptDownloads: true,
  });
  const page = await context.newPage();
  const strayed: string[] = [];
  const complaints: string[] = [];
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (!["data:", "blob:"].includes(url.protocol) && url.origin !== origin) strayed.push(request.url());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    const refused = /status of (415|422|404)/.test(message.text());
    if (message.type() === "error" && !refused) complaints.push(message.text());
  });
  return { page, context, strayed, complaints };
}

/** A file as the browser will be given it. */
export interface Paper {
  name: string;
  type: string;
  bytes: Buffer;
}

/** Drags files over the page, waits for the zone to show, and drops them on it. */
export async function drop(page: Page, papers: readonly Paper[]): Promise<void> {
  const files = papers.map(({ name, type, bytes }) => ({ name, type, text: bytes.toString("base64") }));
  const transfer = await page.evaluateHandle((given) => {
    const data = new DataTransfer();
    for (const { name, type, text } of given) {
      const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
      data.items.add(new File([bytes], name, { type }));
    }
    return data;
  }, files);
  await page.dispatchEvent("body", "dragenter", { dataTransfer: transfer });
  const zone = page.getByText("Drop to read", { exact: true });
  await zone.waitFor({ state: "visible" });
  await zone.dispatchEvent("drop", { dataTransfer: transfer });
}

/** Keeps a picture for a person to look at, where DESKCLERK_E2E_SHOTS names a folder. */
export async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env.DESKCLERK_E2E_SHOTS;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}
