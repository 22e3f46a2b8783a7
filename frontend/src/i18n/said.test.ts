// @vitest-environment jsdom

import { describe, expect, it } from "vitest";
import { makeI18n } from ".";
import { de, deErrors, refusedDe } from "./de";
import { en, refusedEn } from "./en";
import { codes, sentences } from "./sentences.gen";

const keys = Object.keys(sentences) as (keyof typeof sentences)[];
const names = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();
const german = makeI18n("de", () => {});
const english = makeI18n("en", () => {});

describe("what the API says", () => {
  it.each(keys)("%s speaks of what it brings, in both languages", (key) => {
    expect(names({ ...en, ...refusedEn }[key])).toEqual([...sentences[key]]);
    expect(names({ ...de, ...refusedDe }[key])).toEqual([...sentences[key]]);
  });

  it.each(keys.filter((key) => key.startsWith("detail.")))("%s is said in German without English", (key) => {
    const params = Object.fromEntries(sentences[key].map((name) => [name, "7"]));
    const said = german.said({ message: "", sentence: { key, params } });
    expect(said).not.toBe(english.said({ message: "", sentence: { key, params } }));
    expect(said).not.toMatch(/\b(the|is|are|its|not|and|or|of|with|than|cannot|there)\b/i);
    expect(said).toMatch(/[.:!?7]$/);
  });

  it("has a short name for each rule", () => {
    for (const key of keys.filter((k) => k.startsWith("issue."))) {
      const rule = `rule.${key.split(".")[1]}`;
      expect(en).toHaveProperty([rule]);
      expect(de).toHaveProperty([rule]);
    }
  });

  it.each(codes)("has a German sentence for %s", (code) => {
    expect(deErrors[code].every((sentence) => sentence.length > 5)).toBe(true);
  });
});

describe("a sentence", () => {
  const off = {
    message: "net_total 8.40 + tax_total 1.60 is not grand_total 1010.00.",
    sentence: { key: "issue.net_plus_tax", params: { net: "8.40", tax: "1.60", total: "1010.00" } },
  };

  it("is said in the language, with its numbers, dates and names", () => {
    expect(german.said(off)).toBe("Netto 8,40 und Steuer 1,60 ergeben nicht die Summe 1.010,00.");
    expect(english.said(off)).toBe("Net 8.40 and tax 1.60 do not make the total of 1,010.00.");
    const said = (key: string, params: Record<string, string>) =>
      german.said({ message: "", sentence: { key, params } });
    expect(said("issue.required", { field: "due_date" })).toBe("Nicht gefunden: Fällig am");
    expect(said("issue.not_expired", { date: "2026-03-01" })).toMatch(/am 01\.03\.2026 abgelaufen/);
    expect(said("detail.bytes", { bytes: "20000000" })).toBe("Sie hat mehr als 20 MB.");
    expect(said("detail.attempts", { count: "3", code: "worker_timeout" })).toBe(
      "Versuche: 3. Zuletzt: Das Lesen dauerte länger als erlaubt.",
    );
    expect(
      said("issue.defined_sum", { field: "total", terms: "net_total + items.amount", amount: "0.10" }),
    ).toBe("Summe sollte die Summe von Netto + Betrag sein; es fehlt oder ist zu viel: 0,10.");
  });

  it("of a later version is said as the API says it, and so is one that lacks a part", () => {
    expect(german.said({ message: "Odd.", sentence: { key: "issue.odd" } })).toBe("Odd.");
    expect(german.said({ message: "Expired.", sentence: { key: "issue.not_expired" } })).toBe("Expired.");
    expect(german.said({ message: "The file is odd." })).toBe("The file is odd.");
  });

  it("says what stands beside it, too, or leaves all to the API", () => {
    const column = (name: string) => ({ key: "detail.profile_constant", params: { column: name } });
    const batch = { key: "detail.profile_batch_missing" };
    const said = (more: (typeof batch)[]) =>
      german.said({ message: "Odd.", sentence: { ...batch, more: [column("Account"), ...more] } });
    expect(said([column("Tax")])).toMatch(/Mandant.*„Account“.*„Tax“/);
    expect(said([{ key: "detail.later" }])).toBe("Odd.");
  });

  it("names the kind of a file as people do", () => {
    const said = (kind: string) =>
      german.said({ message: "", sentence: { key: "detail.kind", params: { kind } } });
    expect(said("application/vnd.openxmlformats-officedocument.wordprocessingml.document")).toBe(
      "Sie scheint ein Textdokument (Word, Writer, RTF) zu sein.",
    );
    expect(said("application/octet-stream")).toBe("Sie scheint eine Datei unbekannter Art zu sein.");
    expect(said("application/x-7z-compressed")).toBe("Sie scheint ein gepacktes Archiv zu sein.");
    expect(said("application/x-odd")).toBe("Sie scheint application/x-odd zu sein.");
    const markup = { key: "detail.kind_markup", params: { kind: "text/html; charset=utf-8" } };
    expect(english.said({ message: "", sentence: markup })).toMatch(
      /^It seems to be a web page \(HTML\), and/,
    );
  });

  it("names what the API names in its own way", () => {
    const params = { delimiter: "semicolon", wanted_delimiter: "comma" };
    const said = german.said({ message: "", sentence: { key: "detail.append_delimiter", params } });
    expect(said).toBe("Zwischen ihren Zellen steht etwas anderes: Strichpunkt. Das Profil schreibt: Komma.");
  });

  it("of a failure stands between what happened and what to do", () => {
    const said = german.failure({
      code: "too_many_pages",
      class: "terminal",
      message: "The file has more pages than the limit.",
      hint: "Split it.",
      detail: "700 pages, the limit is 500",
      sentence: { key: "detail.pages", params: { pages: "700", limit: "500" } },
    });
    expect(said.detail).toBe("Sie hat 700 Seiten, die Grenze ist 500.");
    expect(said.rest).toBe(`${said.detail} ${said.hint}`);
  });
});
