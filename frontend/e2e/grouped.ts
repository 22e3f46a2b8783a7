import type { Card, Cards } from "../src/api/review";
import type { Reviewer } from "./reviewer";

/** What a walk over many documents together took. */
export interface Walked {
  all: number;
  corrections: number;
  screens: number;
  /** Cards that were accepted by the screen. */
  accepted: number;
  ways: string[];
}

/** Whether a value is what stands on the paper; undefined where nobody knows. */
export type Known = (file: string, field: string, value: string | null) => boolean | undefined;

const waits = "main li[data-state=waits]";

/** Every card of the screen is there with its picture; false at the end of all fields. */
export async function screenShown(r: Reviewer): Promise<boolean> {
  const found = await r.page.waitForFunction((cards) => {
    if (document.querySelector("main section h2")) return "end";
    const accept = [...document.querySelectorAll("main footer button")].at(-1)?.textContent ?? "";
    const ready = Number(/\d+/.exec(accept)?.[0] ?? 0);
    return document.querySelectorAll("main li[data-state]").length > 0 &&
      ready === document.querySelectorAll(cards).length
      ? "screen"
      : null;
  }, waits);
  return (await found.jsonValue()) === "screen";
}

/** The cards that are on screen and wait, with the field. */
async function onScreen(r: Reviewer): Promise<{ field: string; cards: Card[] }> {
  const field = new URL(r.page.url()).searchParams.get("field") ?? "";
  const files = await r.page
    .locator(`${waits} [title]`)
    .evaluateAll((all) => all.map((e) => e.getAttribute("title") ?? ""));
  const cards: Card[] = [];
  for (let after = ""; ; ) {
    const page: Cards = await r.api("GET", `/review/together/${field}?after=${after}`);
    cards.push(...page.cards.filter((c) => files.includes(c.file)));
    after = page.next;
    if (!after) return { field, cards };
  }
}

/**
 * Goes through all fields as a person does who knows what stands on the papers:
 * a wrong value is mended where another reading is right, and else marked; the
 * rest of each screen is accepted by one key.
 */
export async function walkTogether(r: Reviewer, known: Known): Promise<Walked> {
  const walked: Walked = { all: 0, corrections: 0, screens: 0, accepted: 0, ways: [] };
  r.counted();
  await r.press("Alt+g");
  while (await screenShown(r)) {
    const { field, cards } = await onScreen(r);
    walked.all += r.counted();
    for (const card of cards.filter((c) => known(c.file, field, c.field.value) === false)) {
      walked.ways.push(`${field}: ${await mend(r, card, field, known)}`);
      const took = r.counted();
      walked.corrections += took;
      walked.all += took;
    }
    walked.screens++;
    walked.accepted += await r.page.locator(waits).count();
    const before = await r.page.locator("main ul").first().innerText();
    await r.press("Control+Enter");
    await r.page.waitForFunction(
      (was) => document.querySelector<HTMLElement>("main ul")?.innerText !== was,
      before,
    );
  }
  walked.all += r.counted();
  return walked;
}

async function mend(r: Reviewer, card: Card, field: string, known: Known): Promise<string> {
  r.clicks++;
  await r.page.locator("main li button", { hasText: card.file }).click();
  await r.page.locator("main li[data-state=marked][data-current]", { hasText: card.file }).waitFor();
  for (const choice of await r.page.locator("main footer [aria-keyshortcuts][title]").all()) {
    if (!known(card.file, field, await choice.getAttribute("title"))) continue;
    await r.press((await choice.getAttribute("aria-keyshortcuts")) ?? "1");
    await r.page.locator("main li[data-state=taken]", { hasText: card.file }).waitFor();
    return "candidate";
  }
  return "marked";
}
