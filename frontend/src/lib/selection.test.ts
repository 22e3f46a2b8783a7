import { expect, it } from "vitest";
import { keep, moveTo, NOTHING, toggle, toggleAll } from "./selection";

const ids = ["a", "b", "c", "d"];
const chosen = (s: { chosen: ReadonlySet<string> }) => [...s.chosen].sort().join("");

it("stops at both ends of the list", () => {
  expect(moveTo(NOTHING, ids, 9, false).cursor).toBe("d");
  expect(moveTo(NOTHING, ids, -3, false).cursor).toBe("a");
  expect(moveTo(NOTHING, [], 0, false).cursor).toBeNull();
});

it("chooses everything between the anchor and the cursor", () => {
  const start = moveTo(NOTHING, ids, 1, false);
  expect(chosen(start)).toBe("");
  const down = moveTo(start, ids, 3, true);
  expect(chosen(down)).toBe("bcd");
  expect(down.anchor).toBe("b");
});

it("chooses and unchooses a row and takes the cursor there", () => {
  const once = toggle(NOTHING, "c");
  expect([chosen(once), once.cursor]).toEqual(["c", "c"]);
  expect(chosen(toggle(once, "c"))).toBe("");
});

it("chooses all, and none when all are chosen", () => {
  const all = toggleAll(toggle(NOTHING, "b"), ids);
  expect(chosen(all)).toBe("abcd");
  expect(chosen(toggleAll(all, ids))).toBe("");
});

it("forgets rows that left the list, and is the same object when none did", () => {
  const all = toggleAll(NOTHING, ids);
  expect(chosen(keep(all, ["a", "d"]))).toBe("ad");
  expect(keep(all, ids)).toBe(all);
});
