import { expect, it } from "vitest";
import { de } from "@/i18n/de";
import { en } from "@/i18n/en";
import { menusIn } from "./menu";

it("draws the window's menus from the actions, in both languages", async () => {
  const tables = { en: menusIn(en), de: menusIn(de) };
  await expect(`${JSON.stringify(tables, null, 1)}\n`).toMatchFileSnapshot("./menu.gen.json");
});

it("shows the keys that the sheet of keys shows, and no action twice in a menu", () => {
  for (const { lines } of menusIn(en)) {
    const first = lines.flatMap((line) => line.actions.slice(0, 1));
    expect(new Set(first).size).toBe(first.length);
  }
  const file = menusIn(en)[0];
  expect(file?.lines.find((line) => line.label === "Quit")).toMatchObject({
    keys: "Ctrl+Q",
    accelerator: true,
  });
});
