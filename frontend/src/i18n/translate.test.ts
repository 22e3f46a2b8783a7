// @vitest-environment jsdom

import { describe, expect, it } from "vitest";
import { makeI18n } from ".";
import { de } from "./de";
import { en } from "./en";
import { chooseLanguage, chooseLocale, translator } from "./translate";

const t = translator("en", en);
const names = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();

describe("the sentences", () => {
  it.each(Object.keys(en) as (keyof typeof en)[])("%s wants the same filled in in both languages", (key) => {
    expect(names(de[key])).toEqual(names(en[key]));
  });

  it("come in pairs where they count", () => {
    for (const key of Object.keys(en)) {
      if (key.endsWith("_one")) expect(en).toHaveProperty([key.replace(/_one$/, "_other")]);
    }
  });

  it("are filled in, with the language's plural and numbers", () => {
    expect(t("inbox.shown", { count: 1 })).toBe("1 document");
    expect(t("inbox.shown", { count: 10_000 })).toBe("10,000 documents");
    expect(translator("de", de)("inbox.shown", { count: 10_000 })).toBe("10.000 Dokumente");
    expect(t("status.page", { page: 3, pages: 12 })).toBe("Reading page 3 of 12");
  });
});

it.each([
  [["de-AT", "en"], "de"],
  [["fr", "en-US", "de"], "en"],
  [["fr"], "en"],
  [[], "en"],
])("of %j chooses %s", (wished, chosen) => {
  expect(chooseLanguage(wished)).toBe(chosen);
});

it("says a failure in the language where it is known, else as the server does", () => {
  const failure = {
    code: "empty_file",
    class: "terminal" as const,
    message: "The file is empty.",
    hint: "Again.",
  };
  expect(makeI18n("de", () => {}).failure(failure).message).toBe("Die Datei ist leer.");
  expect(makeI18n("en", () => {}).failure(failure).message).toBe("The file is empty.");
  expect(makeI18n("de", () => {}).failure({ ...failure, code: "new_one" }).message).toBe(
    "The file is empty.",
  );
});

it("makes a name it does not know readable", () => {
  expect(makeI18n("en", () => {}).name("field", "cost_centre")).toBe("Cost centre");
});

it.each([
  ["en", ["de-AT", "en-GB", "en"], "en-GB"],
  ["de", ["de-CH"], "de-CH"],
  ["en", ["de-AT"], "en"],
  ["en", ["en"], "en"],
] as const)("writes dates of %s for a person of %j as in %s", (language, wished, locale) => {
  expect(chooseLocale(language, wished)).toBe(locale);
});
