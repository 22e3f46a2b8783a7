import type { Page } from "playwright-core";
import type { Word } from "../src/api/review";
import type { Document, Field } from "../src/api/types";
import type { Paper } from "./browser";
import type { Desk } from "./server";

/** A person at the review: every key and click is counted. */
export class Reviewer {
  keys = 0;
  clicks = 0;
  readonly page: Page;
  readonly desk: Desk;

  constructor(page: Page, desk: Desk) {
    this.page = page;
    this.desk = desk;
  }

  async press(key: string): Promise<void> {
    this.keys++;
    await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    this.keys += text.length;
    await this.page.keyboard.type(text);
  }

  /** Clicks the middle of a box of the page, where it lies now. */
  async clickBox(box: readonly number[], shift = false): Promise<void> {
    this.clicks++;
    const [x, y] = await this.placeOf(
      ((box[0] ?? 0) + (box[2] ?? 0)) / 2,
      ((box[1] ?? 0) + (box[3] ?? 0)) / 2,
    );
    if (shift) await this.page.keyboard.down("Shift");
    await this.page.mouse.click(x, y);
    if (shift) await this.page.keyboard.up("Shift");
  }

  async dragBox(box: readonly number[]): Promise<void> {
    this.clicks++;
    const [x0, y0] = await this.placeOf(box[0] ?? 0, box[1] ?? 0);
    const [x1, y1] = await this.placeOf(box[2] ?? 0, box[3] ?? 0);
    await this.page.mouse.move(x0, y0);
    await this.page.mouse.down();
    await this.page.mouse.move((x0 + x1) / 2, y1);
    await this.page.mouse.move(x1, y1);
    await this.page.mouse.up();
  }

  /** Keys and clicks since the last time. */
  counted(): number {
    const sum = this.keys + this.clicks;
    this.keys = 0;
    this.clicks = 0;
    return sum;
  }

  /**
   * A place of the page, given in fractions, on the screen; it is scrolled to when
   * it is out of sight. As a person would, it waits until the page lies still.
   */
  private async placeOf(x: number, y: number): Promise<[number, number]> {
    const pane = this.page.getByRole("region", { name: "Page view" });
    const picture = pane.getByRole("img");
    let before = "";
    for (let tries = 0; tries < 80; tries++) {
      const [sheet, view] = [await picture.boundingBox(), await pane.boundingBox()];
      if (!sheet || !view) throw new Error("no page on screen");
      const at: [number, number] = [sheet.x + x * sheet.width, sheet.y + y * sheet.height];
      const off = [outside(at[0], view.x, view.width), outside(at[1], view.y, view.height)] as const;
      const place = JSON.stringify([sheet, view]);
      const still = place === before;
      before = place;
      if (still && off[0] === 0 && off[1] === 0) return at;
      if (still) {
        await this.page.mouse.move(view.x + view.width / 2, view.y + view.height / 2);
        await this.page.mouse.wheel(off[0], off[1]);
      }
      await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done(null))));
    }
    throw new Error("the place cannot be scrolled to");
  }

  async api<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.desk.base}${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${this.desk.token}`,
        "Content-Type": "application/json",
        ...(method !== "GET" && { "If-Match": "*" }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  document(id: string): Promise<Document> {
    return this.api("GET", `/documents/${id}`);
  }

  words = async (id: string, page: number): Promise<Word[]> =>
    (await this.api<{ words: Word[] }>("GET", `/documents/${id}/pages/${page}/words`)).words;

  /** Hands papers in and waits until all are read. */
  async handIn(papers: readonly Paper[]): Promise<string[]> {
    const ids: string[] = [];
    for (const paper of papers) {
      const form = new FormData();
      form.append("files", new Blob([new Uint8Array(paper.bytes)], { type: paper.type }), paper.name);
      const response = await fetch(`${this.desk.base}/documents`, {
        method: "POST",
        headers: { Authorization: `Bearer ${this.desk.token}` },
        body: form,
      });
      const taken = (await response.json()) as { documents: { id: string }[] };
      ids.push(taken.documents[0]?.id ?? "");
    }
    for (const id of ids) {
      for (;;) {
        const { status } = await this.api<Document>("GET", `/documents/${id}?wait=20s`);
        if (!["received", "validated", "queued", "processing", "failed_retryable"].includes(status)) break;
      }
    }
    return ids;
  }

  /** Opens a document in review and waits for its picture. */
  async open(id: string, field?: string): Promise<void> {
    await this.page.goto(`${new URL(this.desk.base).origin}/review/${id}${field ? `?field=${field}` : ""}`);
    await this.ready(id);
  }

  /** The document is on screen with its picture. */
  async ready(id: string): Promise<void> {
    await this.page.waitForFunction((wanted) => {
      const image = document.querySelector<HTMLImageElement>("section img");
      return (
        window.location.href.includes(wanted) &&
        image?.complete &&
        image.naturalWidth > 0 &&
        image.src.includes(wanted)
      );
    }, id);
  }

  /** Another document than the one named is on screen, or none: its id. */
  async another(than: string): Promise<string> {
    const found = await this.page.waitForFunction((before) => {
      const image = document.querySelector<HTMLImageElement>("section img");
      const id = /documents\/([^/]+)/.exec(image?.src ?? "")?.[1];
      return id && id !== before ? id : null;
    }, than);
    return (await found.jsonValue()) ?? "";
  }

  /** The document is no longer on screen. */
  async gone(id: string): Promise<void> {
    await this.page.waitForFunction(
      (was) => !document.querySelector<HTMLImageElement>("section img")?.src.includes(was),
      id,
    );
  }

  /** Waits until everything is stored. */
  async stored(): Promise<void> {
    await this.page.getByText("All saved").waitFor();
  }

  /** Waits until the document is as wanted at the program. */
  async until(id: string, wanted: (d: Document) => boolean): Promise<Document> {
    const end = Date.now() + 10_000;
    for (;;) {
      const now = await this.document(id);
      if (wanted(now)) return now;
      if (Date.now() > end) throw new Error(`never came true: ${wanted}, now ${now.status}`);
      await new Promise((done) => setTimeout(done, 20));
    }
  }

  /** The name of the field under the cursor, from the address, which follows the page. */
  async field(): Promise<string> {
    await this.page.waitForTimeout(120);
    return new URL(this.page.url()).searchParams.get("field") ?? "";
  }

  /**
   * Presses a key and gives the milliseconds from the key to the frame on which
   * the page has moved: another outline or another document, with its picture.
   */
  async timed(key: string): Promise<number> {
    await this.page.evaluate(() => {
      const sign = () => {
        const page = document.querySelector<HTMLElement>("section [data-kind=current]");
        const row = document.querySelector("[data-current] [aria-current]")?.textContent;
        return [page?.getAttribute("style"), row, document.querySelector("h1")?.textContent].join("|");
      };
      const shown = () => {
        const image = document.querySelector<HTMLImageElement>("section img");
        return image?.complete && image.naturalWidth > 0;
      };
      const before = sign();
      let began = 0;
      window.addEventListener(
        "keydown",
        () => {
          began = performance.now();
        },
        { capture: true, once: true },
      );
      Object.assign(window, {
        took: new Promise<number>((done) => {
          const look = () => {
            if (began > 0 && sign() !== before && shown())
              return requestAnimationFrame(() => done(performance.now() - began));
            if (began > 0 && performance.now() - began > 5000) return done(Number.POSITIVE_INFINITY);
            return requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        }),
      });
    });
    await this.press(key);
    return this.page.evaluate(() => (window as unknown as { took: Promise<number> }).took);
  }
}

function outside(at: number, from: number, length: number): number {
  const margin = 12;
  if (at < from + margin) return at - from - length / 3;
  if (at > from + length - margin) return at - from - (2 * length) / 3;
  return 0;
}

/** The fields that a person is asked about. */
export const flaggedOf = (d: Document): [string, Field][] =>
  Object.entries(d.fields).filter(([, field]) => field.flagged);

/** The 95th of a hundred. */
export function p95(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(0.95 * sorted.length) - 1)] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}
