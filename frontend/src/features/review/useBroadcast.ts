import { useEffect } from "react";
import type { Box } from "@/api/types";
import { useApi } from "@/app/context";
import { inWindow } from "@/lib/desktop";

/** What the review has on screen, for a window that shows the page alone. */
export interface OnScreen {
  id: string;
  page: number;
  box: Box | null;
}

/** Milliseconds in which steps become one word to the program. */
const GATHER = 60;

export const CHANNEL = "deskclerk.review";

/**
 * Tells other windows what is on screen: those of this browser directly, where
 * one that comes later asks; from the desktop window, which shares nothing with
 * them, by way of the program.
 */
export function useBroadcast({ id, page, box }: OnScreen): void {
  const where = box?.join() ?? "";
  const api = useApi();
  useEffect(() => {
    if (!inWindow()) return;
    const told = where === "" ? undefined : where.split(",").map(Number);
    const timer = setTimeout(
      // A page's window that hears nothing shows what it had; the next step tells it.
      () => void api.desk.showScreen({ document_id: id, page, box: told }).catch(() => {}),
      GATHER,
    );
    return () => clearTimeout(timer);
  }, [api, id, page, where]);
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
