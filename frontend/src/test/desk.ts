import { vi } from "vitest";
import type { DeskApi, Preferences } from "@/api/desk";

/** The program's own far side: it keeps the habits it is told. */
export function fakeDesk() {
  let kept: Preferences = { notify: true, on_close: "ask" };
  return {
    addSamples: vi.fn<DeskApi["addSamples"]>(async () => 4),
    removeSamples: vi.fn<DeskApi["removeSamples"]>(async () => 4),
    preferences: vi.fn<DeskApi["preferences"]>(async () => kept),
    savePreferences: vi.fn<DeskApi["savePreferences"]>(async (preferences) => {
      kept = preferences;
      return kept;
    }),
    showScreen: vi.fn<DeskApi["showScreen"]>(async () => {}),
    screenAfter: vi.fn<DeskApi["screenAfter"]>(() => new Promise(() => {})),
  } satisfies DeskApi;
}
