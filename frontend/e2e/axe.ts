import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { shot } from "./browser";

const script = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const SCHEMES = ["light", "dark"] as const;
const SMALL = { width: 1280, height: 800 };
const LARGE = { width: 2560, height: 1440 };

/** Faults that axe finds, each with where. */
export async function axeFaults(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(await readFile(script, "utf8"));
  return page.evaluate(async () => {
    type Result = { violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[] };
    const { axe } = window as unknown as { axe: { run(): Promise<Result> } };
    const { violations } = await axe.run();
    return violations.flatMap((v) =>
      v.nodes.map((n) => `${v.id}: ${n.target.join(" ")} ${n.failureSummary}`),
    );
  });
}

/** What axe finds on the page in light and in dark; with a dialog open its own header is no banner. */
export async function look(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  await page.mouse.move(0, 0); // no tooltip in the picture
  const dialog = (await page.getByRole("dialog").count()) > 0;
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(300);
    found.push(...(await axeFaults(page)).map((fault) => `${colorScheme} ${fault}`));
    await shot(page, `${name}-${colorScheme}`);
    if (!process.env.DESKCLERK_E2E_SHOTS) continue;
    await page.setViewportSize(LARGE);
    await shot(page, `${name}-${colorScheme}-large`);
    await page.setViewportSize(SMALL);
  }
  await page.emulateMedia({ colorScheme: "light" });
  return found.filter((fault) => !dialog || !/ (landmark|region)\S*:/.test(fault));
}
