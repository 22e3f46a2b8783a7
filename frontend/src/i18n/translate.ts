import type { en } from "./en";

/** A language the interface speaks. */
export type Language = "en" | "de";

type Key = keyof typeof en;

/** The name of a sentence; a plural is named without its ending. */
export type MessageKey = Key extends infer K
  ? K extends `${infer Stem}_one`
    ? Stem
    : K extends `${string}_other`
      ? never
      : K
  : never;

/** A language's sentences: the same keys as the English ones. */
export type Messages = Readonly<Record<Key, string>>;

type Names<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type Sentence<K extends MessageKey> = K extends Key
  ? (typeof en)[K]
  : `${K}_other` extends Key
    ? (typeof en)[`${K}_other`]
    : never;

/** What a sentence wants filled in. */
export type Params<K extends MessageKey> = [Names<Sentence<K>>] extends [never]
  ? []
  : [params: Record<Names<Sentence<K>>, string | number>];

/** Gives the sentence in the language it was made for. */
export type Translate = <K extends MessageKey>(key: K, ...params: Params<K>) => string;

/** Makes the function that finds sentences and fills them in. */
export function translator(language: Language, messages: Messages): Translate {
  const plural = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(language);
  const table = messages as Readonly<Record<string, string | undefined>>;
  return (key, ...[params]) => {
    const values = (params ?? {}) as Record<string, string | number>;
    const form = plural.select(Number(values.count ?? 0)) === "one" ? "one" : "other";
    const sentence = table[key] ?? table[`${key}_${form}`] ?? key;
    return sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name] ?? "";
      return typeof value === "number" ? number.format(value) : value;
    });
  };
}

/** The first of the wished languages that the interface speaks, else English. */
export function chooseLanguage(wished: readonly string[]): Language {
  for (const tag of wished) {
    const base = tag.toLowerCase().split("-")[0];
    if (base === "en" || base === "de") return base;
  }
  return "en";
}

/** The language as the person's country writes it, where the wishes name one: dates and numbers follow it. */
export function chooseLocale(language: Language, wished: readonly string[]): string {
  return wished.find((tag) => tag.toLowerCase().startsWith(`${language}-`)) ?? language;
}
