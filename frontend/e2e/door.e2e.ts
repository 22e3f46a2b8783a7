import { createServer, type Server as Web } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launch } from "./browser";
import { type Server, startServer } from "./server";

// Another site's page against the program, in a browser whose owner is signed
// in. Its name is resolved to this machine, as an attacker's DNS would do it.
const EVIL = "evil.example";

let server: Server;
let browser: Browser;
let context: BrowserContext;
let own: Page;
let web: Web;
let origin: string;
let port: string;
let site: string;

beforeAll(async () => {
  server = await startServer();
  ({ origin, port } = new URL(server.openURL));
  browser = await launch([
    `--host-resolver-rules=MAP ${EVIL} 127.0.0.1`,
    // What newer browsers refuse by themselves is let through: the door is tried, not the browser.
    "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests,PrivateNetworkAccessRespectPreflightResults",
  ]);
  context = await browser.newContext();
  own = await context.newPage();
  await own.goto(server.openURL); // the cookie that the other site would like to use
  web = createServer((_, answer) => answer.setHeader("Content-Type", "text/html").end("<!doctype html>"));
  await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
  site = `http://${EVIL}:${(web.address() as AddressInfo).port}/`;
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  web?.close();
});

/** What the program holds, as its owner sees it. */
async function state(): Promise<string> {
  return own.evaluate(async () => {
    const ask = async (path: string): Promise<unknown> => (await fetch(`/api/v1${path}`)).json();
    const { total } = (await ask("/documents")) as { total: number };
    const { last_event } = (await ask("/status")) as { last_event: number };
    return `${total} documents, ${last_event} events, ${JSON.stringify(await ask("/tokens"))}`;
  });
}

/** Runs as a script of the page: what became of each try. */
async function tries(page: Page, base: string): Promise<Record<string, string>> {
  return page.evaluate(async (base) => {
    const found: Record<string, string> = {};
    const attempt = async (name: string, path: string, init: RequestInit): Promise<void> => {
      try {
        const answer = await fetch(base + path, init);
        found[name] = answer.type === "opaque" ? "opaque" : `${answer.status}`;
      } catch {
        found[name] = "unreachable";
      }
    };
    await attempt("read", "/api/v1/documents", { credentials: "include" });
    await attempt("read the state", "/api/v1/status", { credentials: "include" });
    await attempt("read the page", "/", {});
    await attempt("read its health", "/healthz", {});
    await attempt("write", "/api/v1/documents?filename=x.pdf", {
      method: "POST",
      body: "%PDF-1.4",
      credentials: "include",
      headers: { "Content-Type": "text/plain" },
    });
    await attempt("write blindly", "/api/v1/documents?filename=x.pdf", {
      method: "POST",
      body: "%PDF-1.4",
      credentials: "include",
      mode: "no-cors",
    });
    await attempt("make a token", "/api/v1/tokens", {
      method: "POST",
      body: '{"name":"evil","scopes":["admin"]}',
      credentials: "include",
      mode: "no-cors",
    });
    return found;
  }, base);
}

it("tells a page that rebinds its name nothing and does nothing for it", async () => {
  const before = await state();
  const page = await context.newPage();
  // The page comes from the attacker; by the next request its name leads here.
  await page.route(`http://${EVIL}:${port}/attack`, (route) =>
    route.fulfill({ contentType: "text/html", body: "<!doctype html>" }),
  );
  await page.goto(`http://${EVIL}:${port}/attack`);
  expect(await page.evaluate(() => location.host)).toBe(`${EVIL}:${port}`);
  const found = await tries(page, "");
  expect(new Set(Object.values(found))).toEqual(new Set(["403"]));
  expect(await state()).toBe(before);
  await page.close();
});

it("tells another site's page nothing and does nothing for it", async () => {
  const before = await state();
  const page = await context.newPage();
  await page.goto(site);
  const found = await tries(page, origin);
  expect(found).toMatchObject({ read: "unreachable", "read the state": "unreachable", write: "unreachable" });
  for (const outcome of Object.values(found)) expect(["unreachable", "opaque"]).toContain(outcome);
  expect(await state()).toBe(before);
  await page.close();
});

it("takes no form, picture or frame of another site", async () => {
  const before = await state();
  const forms = [
    { path: "/api/v1/documents?filename=x.pdf", kind: "multipart/form-data" },
    { path: "/api/v1/documents?filename=x.pdf", kind: "text/plain" },
    { path: "/api/v1/tokens", kind: "text/plain" },
    { path: "/api/v1/tokens", kind: "application/x-www-form-urlencoded" },
  ];
  for (const form of forms) {
    const page = await context.newPage();
    await page.goto(site);
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.url() === origin + form.path),
      page.evaluate(
        ({ action, kind }) => {
          const form = document.createElement("form");
          Object.assign(form, { method: "post", action, enctype: kind });
          const field = document.createElement("input");
          Object.assign(field, { name: '{"name":"evil","scopes":["admin"],"x":"', value: '"}' });
          form.append(field);
          document.body.append(form);
          form.submit();
        },
        { action: origin + form.path, kind: form.kind },
      ),
    ]);
    expect([401, 403]).toContain(answer.status());
    await page.close();
  }
  const page = await context.newPage();
  await page.goto(site);
  const shown = await page.evaluate(
    (source) =>
      new Promise<string>((resolve) => {
        const picture = new Image();
        picture.onload = () => resolve("shown");
        picture.onerror = () => resolve("not shown");
        picture.src = source;
      }),
    `${origin}/favicon.svg`,
  );
  expect(shown).toBe("not shown");
  const framed = page.waitForResponse((response) => response.url() === `${origin}/`);
  await page.evaluate((source) => {
    const frame = document.createElement("iframe");
    frame.src = source;
    document.body.append(frame);
  }, `${origin}/`);
  expect((await framed).headers()["x-frame-options"]).toBe("DENY");
  expect(await state()).toBe(before);
  await page.close();
});
