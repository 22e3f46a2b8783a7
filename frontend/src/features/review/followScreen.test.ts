import { expect, it, vi } from "vitest";
import type { DeskApi } from "@/api/desk";
import { followScreen } from "./followScreen";

it("follows what is shown, waits for the next, and comes back after an error", async () => {
  const stop = new AbortController();
  const shown: unknown[] = [];
  const screenAfter = vi
    .fn<DeskApi["screenAfter"]>()
    .mockResolvedValueOnce({ version: 0, screen: null })
    .mockResolvedValueOnce({ version: 4, screen: { document_id: "a", page: 1, box: [0.1, 0.1, 0.2, 0.2] } })
    .mockRejectedValueOnce(new TypeError("network"))
    .mockResolvedValueOnce({ version: 4, screen: { document_id: "a", page: 1 } })
    .mockResolvedValueOnce({ version: 5, screen: { document_id: "b", page: 2 } })
    .mockImplementationOnce(async () => {
      stop.abort();
      throw new DOMException("", "AbortError");
    });
  const pauses: number[] = [];
  await followScreen(
    { screenAfter },
    (s) => shown.push(s),
    stop.signal,
    async (ms) => void pauses.push(ms),
  );
  expect(shown).toEqual([
    { id: "a", page: 1, box: [0.1, 0.1, 0.2, 0.2] },
    { id: "b", page: 2, box: null },
  ]);
  expect(screenAfter.mock.calls.map(([after]) => after)).toEqual([0, 0, 4, 4, 4, 5]);
  expect(pauses).toHaveLength(1);
});
