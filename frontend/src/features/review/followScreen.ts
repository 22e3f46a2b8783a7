import type { DeskApi } from "@/api/desk";
import { backoff } from "@/api/stream";
import { boxOf } from "@/api/types";
import type { OnScreen } from "./useBroadcast";

/** Asks the program what the review in the desktop window has on screen, until the signal comes. */
export async function followScreen(
  desk: Pick<DeskApi, "screenAfter">,
  onScreen: (shown: OnScreen) => void,
  signal: AbortSignal,
  pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
): Promise<void> {
  let version = 0;
  let failures = 0;
  while (!signal.aborted) {
    try {
      const { version: now, screen } = await desk.screenAfter(version, signal);
      failures = 0;
      if (now !== version && screen && !signal.aborted)
        onScreen({ id: screen.document_id, page: screen.page, box: boxOf(screen.box) });
      version = now;
    } catch {
      if (!signal.aborted) await pause(backoff(failures++));
    }
  }
}
