import type { Page } from "playwright-core";
import type { Desk } from "./server";

/** A library with the program's own samples, read, and where each kind of address leads in it. */
export interface Filled {
  /** An address with what stands for $id filled in; null where there is nothing to show. */
  address(route: string): string | null;
}

/** Has the samples drawn and read, an endpoint and a token made, so that no page is empty. */
export async function fill(desk: Desk): Promise<Filled> {
  const call = async (method: string, path: string, body?: unknown): Promise<Record<string, unknown>> => {
    const response = await fetch(`${desk.base}${path}`, {
      method,
      headers: { Authorization: `Bearer ${desk.token}`, "Content-Type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (response.status === 204 ? {} : await response.json()) as Record<string, unknown>;
  };
  const { documents } = (await call("POST", "/samples")) as { documents: { id: string }[] };
  for (const { id } of documents) await call("GET", `/documents/${id}?wait=60s`);
  const waiting = (await call("GET", "/review/next")) as { document: { id: string } | null };
  const checked = (await call("POST", "/webhooks/check", { url: "http://127.0.0.1:9/" })) as {
    addresses: string[];
  };
  const { endpoint } = (await call("POST", "/webhooks", {
    url: "http://127.0.0.1:9/",
    addresses: checked.addresses,
    description: "Ledger",
    events: [],
    payload: "thin",
  }).catch(() => ({}))) as { endpoint?: { id: string } };
  await call("POST", "/tokens", { name: "scanner", scopes: ["submit", "read"] }).catch(() => {});
  const document = documents[1]?.id;
  return {
    address: (route) => {
      if (!route.includes("$")) return route;
      const id = route.startsWith("/review")
        ? waiting.document?.id
        : route.startsWith("/documents")
          ? document
          : endpoint?.id;
      return id && /^[^$]*\$id$/.test(route) ? route.replace("$id", id) : null;
    },
  };
}

/** Goes to an address and waits until nothing moves any more. */
export async function settle(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.locator("main").waitFor();
  await page.waitForLoadState("networkidle", { timeout: 1000 }).catch(() => {}); // a stream keeps it busy
  await page.waitForTimeout(800);
}
