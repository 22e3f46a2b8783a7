import type { Card } from "@/api/review";
import { boxOf } from "@/api/types";
import type { Cut } from "@/queries/together";
import { crop, type Size } from "../stage";
import { grainOf } from "../words";

/** Measures of the cards in CSS pixels; those of the style sheet. */
export const GAP = 8;
const WIDE = 232;
const PADDING = 9;
/** What a card is high beside its snippet: value, and the line of chip and name. */
const WORDS = 54;
const LINE = 34;
const LINES = 60;

/** How many cards a screen holds, and how large each and its snippet are. */
export interface Layout {
  columns: number;
  per: number;
  height: number;
  snippet: Size;
}

/** The cards of a field on an area: as many as are seen whole, so that a screen needs no scrolling. */
export function layoutOf(area: Size, field: string): Layout {
  const columns = Math.max(1, Math.floor((area.width + GAP) / (WIDE + GAP)));
  const width = Math.max(WIDE, (area.width - (columns - 1) * GAP) / columns);
  const high = field.endsWith("address") || grainOf(field) === "phrase" ? LINES : LINE;
  const height = high + WORDS + 2 * PADDING;
  const rows = Math.max(1, Math.floor((area.height + GAP) / (height + GAP)));
  return { columns, per: columns * rows, height, snippet: { width: width - 2 * PADDING, height: high } };
}

/** A snippet of a card: the part of the page, and how large it is shown. */
export interface Shown extends Size {
  cut: Cut;
}

/** The usual height of a line, as a fraction of a page's height. */
const USUAL = 0.02;
const LEAST = 0.004;

/**
 * The part of the page in which a card's value stands, as crisp as the screen
 * and the scan allow; `around` adds so many lines of what is beside it. Null
 * where it stands nowhere.
 */
export function snippetOf(card: Card, most: Size, around = 0): Shown | null {
  const at = boxOf(card.field.box);
  const { width, height } = card.page;
  if (!at || width <= 0) return null;
  const ratio = height / width;
  const line = Math.max(LEAST, Math.min(USUAL, at[3] - at[1]));
  const aside = around * 4 * line * ratio;
  const box = [
    Math.max(0, at[0] - aside),
    Math.max(0, at[1] - around * line),
    Math.min(1, at[2] + aside),
    Math.min(1, at[3] + around * line),
  ] as const;
  const shown = crop(box, ratio, line, most);
  const edge = (pixels: number, of: number) =>
    Math.round(10_000 * Math.max(0, Math.min(1, pixels / of))) / 10_000;
  const tall = shown.picture * ratio;
  const wanted = shown.picture * (typeof window === "undefined" ? 1 : window.devicePixelRatio || 1);
  return {
    width: shown.width,
    height: shown.height,
    cut: {
      id: card.document_id,
      page: card.field.page,
      attempt: card.attempt,
      left: edge(-shown.left, shown.picture),
      top: edge(-shown.top, tall),
      right: edge(shown.width - shown.left, shown.picture),
      bottom: edge(shown.height - shown.top, tall),
      width: Math.round(Math.max(200, Math.min(wanted, width, 3200))),
    },
  };
}
