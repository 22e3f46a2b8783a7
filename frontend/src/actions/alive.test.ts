import { expect, it } from "vitest";
import { addAlive, aliveActions } from "./alive";

const offer = (id: string, applies = true) =>
  addAlive(() => [{ action: { id, label: "action.export.run", keys: [] }, applies, run: () => {} }]);

it("offers what is on screen now before what is everywhere, and only what applies", () => {
  offer("everywhere");
  offer("not now", false);
  const leave = offer("here");
  expect(aliveActions().map((a) => a.action.id)).toEqual(["here", "everywhere"]);
  leave();
  expect(aliveActions().map((a) => a.action.id)).toEqual(["everywhere"]);
});
