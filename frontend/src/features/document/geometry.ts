import type { Box } from "@/api/types";

/** A width and a height in CSS pixels. */
export interface Size {
  width: number;
  height: number;
}

/** How large the page is shown: to fit, or at so many CSS pixels across. */
export type Zoom = "page" | "width" | number;

/** Space between the page and the edge of its view. */
export const MARGIN = 24;
const STEPS = [800, 1200, 1600, 2400, 3200, 4096];
const SMALLEST = 120;
const LARGEST = 6000;
const FACTOR = 1.25;

/** The width at which the page is shown; `ratio` is the page's height over its width. */
export function shownWidth(zoom: Zoom, view: Size, ratio: number): number {
  const across = Math.max(SMALLEST, view.width - 2 * MARGIN);
  if (zoom === "width") return across;
  if (zoom === "page") return Math.max(SMALLEST, Math.min(across, (view.height - 2 * MARGIN) / ratio));
  return clamp(zoom, SMALLEST, LARGEST);
}

/** One step closer or further, by a fixed factor. */
export const zoomed = (width: number, by: number): number => clamp(width * FACTOR ** by, SMALLEST, LARGEST);

/** The width of picture to ask for: crisp on this screen, but no more than the scan has. */
export function pictureWidth(shown: number, pixelRatio: number, scan: number): number {
  const wanted = Math.min(shown * pixelRatio, Math.max(scan, STEPS[0] ?? 0) || shown * pixelRatio);
  return STEPS.find((step) => step >= wanted) ?? 4096;
}

/**
 * The width at which a box can be read: its line about 22 pixels high, but never
 * wider than most of the view; a page that is shown larger already stays.
 */
export function widthForBox(box: Box, shown: number, view: Size, ratio: number): number {
  const line = 22 / ((box[3] - box[1]) * ratio);
  const most = (0.7 * view.width) / (box[2] - box[0]);
  return clamp(Math.max(shown, Math.min(line, most)), SMALLEST, Math.max(shown, 2400));
}

/** Where to scroll so that the box stands in the middle of the view. */
export function scrollFor(box: Box, page: Size, origin: { left: number; top: number }, view: Size) {
  const x = origin.left + ((box[0] + box[2]) / 2) * page.width;
  const y = origin.top + ((box[1] + box[3]) / 2) * page.height;
  return { left: Math.max(0, x - view.width / 2), top: Math.max(0, y - view.height / 2) };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
