import type { Box } from "@/api/types";

/** Half of the side of a place that a click means, in parts of the page: much less than a box to tick. */
const REACH = 0.001;

/** The place of a click, null beside the page. */
export function boxAt({ x, y }: { x: number; y: number }): Box | null {
  if (x < 0 || x > 1 || y < 0 || y > 1) return null;
  const part = (n: number) => Math.max(0, Math.min(1, n));
  return [part(x - REACH), part(y - REACH), part(x + REACH), part(y + REACH)];
}
