import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

const counts = vi.hoisted(() => ({ now: {} as Record<string, number>, notify: true }));
const told = vi.hoisted(() => vi.fn());
vi.mock("@/queries/hooks", () => ({ useProgramStatus: () => ({ data: { counts: counts.now } }) }));
vi.mock("@/queries/desk", () => ({ usePreferences: () => ({ data: { notify: counts.notify } }) }));
vi.mock("@/lib/desktop", () => ({ inWindow: () => true, notifyByDesktop: told, keepLanguage: () => {} }));
vi.mock("@tanstack/react-router", () => ({ useNavigate: () => () => {} }));

import { I18nProvider } from "@/i18n";
import { useBatchNotice } from "./useBatchNotice";

beforeEach(() => {
  vi.useFakeTimers();
  counts.notify = true;
  told.mockClear();
});
afterEach(() => vi.useRealTimers());

/** Shows the counts one after the other, and waits until it is quiet. */
function follow(...steps: Record<string, number>[]) {
  counts.now = steps[0] ?? {};
  const { rerender } = renderHook(() => useBatchNotice(true), { wrapper: I18nProvider });
  for (const step of steps.slice(1)) {
    counts.now = step;
    rerender();
  }
  act(() => vi.advanceTimersByTime(5_000));
}

const elsewhere = (away: boolean) => vi.spyOn(document, "hasFocus").mockReturnValue(!away);

it("tells by a number that all is read", () => {
  elsewhere(true);
  follow({ processing: 2 }, { processing: 1, needs_review: 1 }, { needs_review: 3 });
  expect(told).toHaveBeenCalledExactlyOnceWith("Everything is read", "3 documents need a look.");
});

it("tells, too, that nothing needs a look", () => {
  elsewhere(true);
  follow({ processing: 2 }, { completed: 2 });
  expect(told).toHaveBeenCalledExactlyOnceWith("Everything is read", "Nothing needs a look.");
});

it("tells in a window that is in sight but not in use", () => {
  elsewhere(true);
  vi.spyOn(document, "visibilityState", "get").mockReturnValue("visible");
  follow({ processing: 1 }, { needs_review: 1 });
  expect(told).toHaveBeenCalledOnce();
});

it.each([
  ["the person is here", false, true, { needs_review: 3 }],
  ["the owner wants none", true, false, { needs_review: 3 }],
  ["the next file is there already", true, true, { processing: 1, needs_review: 3 }],
])("tells nothing when %s", (_why, away, notify, last) => {
  elsewhere(away);
  counts.notify = notify;
  follow({ processing: 1 }, last as Record<string, number>);
  expect(told).not.toHaveBeenCalled();
});

it("tells nothing of what was read before it looked", () => {
  elsewhere(true);
  follow({ needs_review: 3 });
  expect(told).not.toHaveBeenCalled();
});
