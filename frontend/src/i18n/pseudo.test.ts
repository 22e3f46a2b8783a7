import { expect, it } from "vitest";
import { en } from "./en";
import { pseudo, pseudoMessages } from "./pseudo";
import { translator } from "./translate";

it("makes a sentence longer, accented and bracketed, and leaves what is filled in", () => {
  const made = pseudo("Reading {count} documents");
  expect(made).toMatch(/^\[Ŕéádíñğ /);
  expect(made).toContain("{count}");
  expect(made.endsWith("]")).toBe(true);
  expect(made.length).toBeGreaterThan("Reading {count} documents".length * 1.4);
});

it("speaks every sentence of the interface", () => {
  const t = translator("en", pseudoMessages(en));
  expect(t("inbox.selected", { count: 3 })).toMatch(/^\[3 /);
  for (const [key, text] of Object.entries(pseudoMessages(en))) expect(text, key).toMatch(/^\[.+\]$/s);
});
