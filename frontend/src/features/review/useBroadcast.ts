import { useEffect } from "react";
import type { Box } from "@/api/types";

/** What the review has on screen, for a window that shows the page alone. */
export interface OnScreen {
  id: string;
  page: number;
  box: Box | null;
}

export const CHANNEL = "deskclerk.review";

/** Tells other windows of this browser what is on screen; one that comes later asks. */
export function useBroadcast({ id, page, box }: OnScreen): void {
  const where = box?.join() ?? "";
  useEffect(() => {
    if (typeof BroadcastChannel === "undefined") return;
    const channel = new BroadcastChannel(CHANNEL);
    const told = where === "" ? null : (where.split(",").map(Number) as unknown as Box);
    const tell = () => channel.postMessage({ id, page, box: told } satisfies OnScreen);
    channel.onmessage = (event) => event.data === "where?" && tell();
    tell();
    return () => channel.close();
  }, [id, page, where]);
}
