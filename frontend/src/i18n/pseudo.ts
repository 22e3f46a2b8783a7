import type { Formats } from "@/lib/format";

const ACCENTS: Readonly<Record<string, string>> = {
  a: "á", c: "ç", e: "é", g: "ğ", i: "í", l: "ļ", n: "ñ", o: "ö", r: "ŕ", s: "š", t: "ţ", u: "ü", y: "ý", z: "ž",
  A: "Á", C: "Ç", D: "Ď", E: "É", G: "Ğ", I: "Í", K: "Ķ", N: "Ñ", O: "Ö", P: "Ṕ", R: "Ŕ", S: "Š", T: "Ţ", U: "Ü",
}; // biome-ignore format: a table

/** How much longer than English a language may be; German comes close. */
const LONGER = 0.4;

/**
 * An English sentence as no language has it: with accents, longer, and in
 * brackets. What shows without brackets was never translatable, what is cut off
 * would be in another language.
 */
export function pseudo(sentence: string): string {
  const told = sentence.replace(/\{\w+\}|./gsu, (part) => (part.length > 1 ? part : (ACCENTS[part] ?? part)));
  const more = Math.ceil(sentence.length * LONGER);
  return `[${told} ${"mööŕé "
    .repeat(Math.ceil(more / 6))
    .slice(0, more)
    .trimEnd()}]`;
}

/** The same for all sentences. */
export function pseudoMessages<M extends Readonly<Record<string, string>>>(messages: M): M {
  return Object.fromEntries(
    Object.entries(messages).map(([key, text]) => [key, pseudo(text)]),
  ) as unknown as M;
}

/** Formats whose words stand in brackets, too; plain numbers have none. */
export function pseudoFormats(formats: Formats): Formats {
  const marked = (text: string) => (/\p{L}/u.test(text) ? `[${text}]` : text);
  return {
    ...formats,
    date: (value) => marked(formats.date(value)),
    instant: (iso, now) => marked(formats.instant(iso, now)),
    instantFull: (iso) => marked(formats.instantFull(iso)),
    bytes: (value) => marked(formats.bytes(value)),
  };
}
