import { expect, it } from "vitest";
import { eachOf } from "./pool";

it("does everything, never more at once than allowed, and tells what failed", async () => {
  let running = 0;
  let most = 0;
  const result = await eachOf([1, 2, 3, 4, 5, 6, 7], 3, async (n) => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 1));
    running--;
    if (n === 4) throw new Error("four");
  });
  expect(most).toBe(3);
  expect(result.done.sort()).toEqual([1, 2, 3, 5, 6, 7]);
  expect(result.failed.map((f) => f.item)).toEqual([4]);
});
