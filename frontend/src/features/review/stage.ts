import type { Word } from "@/api/review";
import type { Box } from "@/api/types";

/** A width and a height in CSS pixels. */
export interface Size {
  width: number;
  height: number;
}

/** How the page lies in its pane: its width and its top left corner, in CSS pixels of the pane. */
export interface Lie {
  width: number;
  left: number;
  top: number;
}

/** Space around a page that fits. */
export const MARGIN = 16;
/** The heights of letters, in CSS pixels, between which a page fills the pane's width. */
const READABLE = 16;
const LARGE = 25;
const SMALLEST = 100;
const LARGEST = 8000;
/** A box stands a little above the middle, since what follows it lies below. */
const EYE = 0.42;

/** The whole page in the pane; `ratio` is its height over its width. */
export function whole(pane: Size, ratio: number): Lie {
  const width = Math.max(SMALLEST, Math.min(pane.width - 2 * MARGIN, (pane.height - 2 * MARGIN) / ratio));
  return { width, left: (pane.width - width) / 2, top: (pane.height - width * ratio) / 2 };
}

/**
 * The page so that the box can be read: lines as high as those of a book, the
 * box in sight, and no nearer or further than the page's other fields, so that
 * the eye keeps its measure. `line` is the height of a line as a fraction of the
 * page's, `closer` a person's own factor.
 */
export function aimed(box: Box, pane: Size, ratio: number, line: number, closer = 1): Lie {
  const fits = whole(pane, ratio).width;
  const across = pane.width - 2 * MARGIN;
  const letters = (pixels: number) => pixels / (line * ratio);
  const readable = closer * Math.max(letters(READABLE), Math.min(across, letters(LARGE)));
  const wide = (0.9 * pane.width) / (box[2] - box[0]);
  const high = (0.9 * pane.height) / ((box[3] - box[1]) * ratio);
  const width = clamp(Math.min(Math.max(readable, closer < 1 ? 0 : fits), wide, high), SMALLEST, LARGEST);
  const left = pane.width / 2 - ((box[0] + box[2]) / 2) * width;
  const top = pane.height * EYE - ((box[1] + box[3]) / 2) * width * ratio;
  return { width, left: held(left, pane.width, width), top: held(top, pane.height, width * ratio) };
}

/** The page nearer or further, a point of the pane staying where it is. */
export function zoomed(lie: Lie, by: number, at: { left: number; top: number }): Lie {
  const width = clamp(lie.width * by, SMALLEST, LARGEST);
  const k = width / lie.width;
  return { width, left: at.left - (at.left - lie.left) * k, top: at.top - (at.top - lie.top) * k };
}

/** The page moved, but never out of sight. */
export function panned(lie: Lie, x: number, y: number, pane: Size, ratio: number): Lie {
  return {
    width: lie.width,
    left: clamp(lie.left + x, 60 - lie.width, pane.width - 60),
    top: clamp(lie.top + y, 60 - lie.width * ratio, pane.height - 60),
  };
}

/** A page that is smaller than the pane lies in its middle, a larger one leaves no gap. */
function held(offset: number, pane: number, page: number): number {
  if (page <= pane - 2 * MARGIN) return (pane - page) / 2;
  return clamp(offset, pane - page - MARGIN, MARGIN);
}

/** The usual height of a line, as a fraction of the page's height. */
export function lineOf(words: readonly Word[] | undefined, box: Box | null): number {
  const heights = (words ?? []).map((w) => (w.box[3] ?? 0) - (w.box[1] ?? 0)).sort((a, b) => a - b);
  const usual = heights[Math.floor(heights.length / 2)];
  return clamp(usual ?? Math.min(0.02, box ? box[3] - box[1] : 0.02), 0.004, 0.08);
}

/** Whether a box is in the pane, and not just at its edge. */
export function inSight(box: Box, lie: Lie, pane: Size, ratio: number): boolean {
  const top = lie.top + box[1] * lie.width * ratio;
  const bottom = lie.top + box[3] * lie.width * ratio;
  const left = lie.left + box[0] * lie.width;
  const right = lie.left + box[2] * lie.width;
  return top > 0.06 * pane.height && bottom < 0.94 * pane.height && left >= 0 && right <= pane.width;
}

/** A place in the pane as fractions of the page. */
export function onPage(lie: Lie, ratio: number, left: number, top: number): { x: number; y: number } {
  return { x: (left - lie.left) / lie.width, y: (top - lie.top) / (lie.width * ratio) };
}

/** How a box is cut out of the page's picture: the size of the cut, and the picture's width and place behind it. */
export interface Crop extends Size {
  picture: number;
  left: number;
  top: number;
}

/** The snippet of a box, no larger than it may be and with a little of what is around it. */
export function crop(box: Box, ratio: number, line: number, most: Size): Crop {
  const aside = 0.35 * line * ratio;
  const above = 0.3 * line;
  const [l, t, r, b] = [
    Math.max(0, box[0] - 2 * aside),
    Math.max(0, box[1] - above),
    Math.min(1, box[2] + 2 * aside),
    Math.min(1, box[3] + above),
  ];
  const lines = Math.max(1, Math.round((box[3] - box[1]) / line));
  const high = Math.min(most.height, lines * 24);
  const picture = Math.min(high / ((b - t) * ratio), most.width / (r - l));
  return {
    picture,
    width: (r - l) * picture,
    height: (b - t) * ratio * picture,
    left: -l * picture,
    top: -t * ratio * picture,
  };
}

export const clamp = (value: number, low: number, high: number): number =>
  Math.min(Math.max(low, high), Math.max(low, value));
