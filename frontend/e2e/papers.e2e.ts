import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launch, shot, type Watched, watchedPage } from "./browser";
import { onGlass, RECEIPTS, withBlankBack } from "./papers";
import { Reviewer } from "./reviewer";
import { type Desk, startDesk } from "./server";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
let desk: Desk;
let browser: Browser;
let watched: Watched;
let r: Reviewer;
let glass: string;
let duplex: string;

beforeAll(async () => {
  desk = await startDesk();
  browser = await launch();
  watched = await watchedPage(browser, new URL(desk.openURL).origin);
  r = new Reviewer(watched.page, desk);
  const numbered = RECEIPTS.map((receipt, i) => ({ ...receipt, number: `B-${300 + i}` }));
  [glass = "", duplex = ""] = await r.handIn([
    await onGlass(browser, "glass.png", numbered.slice(0, 2)),
    await withBlankBack(browser, "duplex.pdf", { shop: "MILL LANE BAKERY", items: [["Rye bread", 3.9]] }),
  ]);
  await r.page.goto(desk.openURL);
  await r.page.getByRole("navigation", { name: "Main" }).waitFor();
});

afterAll(async () => {
  await browser?.close();
  await desk?.stop();
});

/** Faults that axe finds, in light and in dark, with a picture of each. */
async function faults(name: string): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await r.page.emulateMedia({ colorScheme });
    await r.page.waitForTimeout(300);
    await shot(r.page, `${name}-${colorScheme}`);
    if (!(await r.page.evaluate(() => "axe" in window))) await r.page.evaluate(await readFile(axe, "utf8"));
    found.push(
      ...(await r.page.evaluate(async () => {
        type Result = { violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[] };
        const { axe } = window as unknown as { axe: { run(context: string): Promise<Result> } };
        const { violations } = await axe.run("html");
        return violations.flatMap((v) =>
          v.nodes.map((n) => `${v.id}: ${n.target.join(" ")} ${n.failureSummary}`),
        );
      })),
    );
  }
  await r.page.emulateMedia({ colorScheme: "light" });
  return found;
}

it("asks about two receipts on one scan, and one key makes two documents of them", async () => {
  await r.page.goto(`${new URL(desk.openURL).origin}/review/${glass}`);
  await r.page.getByText("2 papers on one page. Take them apart?").waitFor();
  await r.page.getByRole("img", { name: "Paper 2" }).waitFor();
  expect(await faults("papers-review")).toEqual([]);
  await r.press("Enter");
  await r.page.getByText("2 documents were made. Undo it under Pages.").waitFor();
  const totals = async () => {
    const { documents } = (await r.api("GET", "/documents")) as {
      documents: { id: string; status: string }[];
    };
    const made = await Promise.all(documents.filter((d) => d.id !== duplex).map((d) => r.document(d.id)));
    return made.map((d) => d.fields.total?.value).sort();
  };
  await expect.poll(totals, { timeout: 60_000 }).toEqual(["14.50", "26.40"]);
});

it("puts them together again", async () => {
  await expect
    .poll(async () => (await r.document(glass)).status, { timeout: 60_000 })
    .toMatch(/completed|needs_review/);
  await r.api("POST", `/documents/${glass}/pages/undo`);
  await expect
    .poll(async () => (await r.document(glass)).issues.map((i) => i.rule), { timeout: 60_000 })
    .toContain("several_papers");
  expect((await r.document(glass)).file.mime).toBe("image/png");
});

it("says that a blank back is left out, and keeps it when asked", async () => {
  await r.page.goto(`${new URL(desk.openURL).origin}/documents/${duplex}`);
  await r.page.getByRole("button", { name: /Page 2 of 2/ }).click();
  await r.page.getByText("Page 2 is blank and left out.").waitFor();
  expect(await faults("papers-blank")).toEqual([]);
  await r.page.getByRole("button", { name: "Keep it" }).click();
  await r.page.getByText("Page 2 is blank.", { exact: true }).waitFor();
  expect((await r.document(duplex)).pages[1]?.left_out).toBeUndefined();
});
