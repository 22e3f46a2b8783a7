import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import type { Failure } from "@/api/types";
import { type Formats, makeFormats } from "@/lib/format";
import { de, deErrors } from "./de";
import { en, enErrors } from "./en";
import { chooseLanguage, type Language, type MessageKey, type Translate, translator } from "./translate";

export type { Language, MessageKey, Translate } from "./translate";

const STORED = "deskclerk.language";
const errors = { en: enErrors, de: deErrors };

/** What components need to speak to a person. */
export interface I18n {
  language: Language;
  setLanguage(language: Language): void;
  t: Translate;
  format: Formats;
  /** A name the backend gives (field, type, rule): its sentence, or the name made readable. */
  name(
    group:
      | "field"
      | "table"
      | "type"
      | "status"
      | "rule"
      | "origin"
      | "fault"
      | "disabled"
      | "act"
      | "actor"
      | "did"
      | "review.historyWhy",
    name: string,
  ): string;
  /** A failure's sentence and what to do, in the language where it is known. */
  failure(failure: Failure): { message: string; hint: string };
}

const Context = createContext<I18n | null>(null);

/** The language's words and formats. */
export function useI18n(): I18n {
  const i18n = useContext(Context);
  if (!i18n) throw new Error("useI18n needs an I18nProvider");
  return i18n;
}

/** Makes everything that depends on the language. */
export function makeI18n(language: Language, setLanguage: (language: Language) => void): I18n {
  const messages = language === "de" ? de : en;
  const t = translator(language, messages);
  return {
    language,
    setLanguage,
    t,
    format: makeFormats(language),
    name: (group, name) =>
      `${group}.${name}` in messages ? t(`${group}.${name}` as "app.name" & MessageKey) : readable(name),
    failure: (failure) => {
      const known = errors[language][failure.code];
      return { message: known?.[0] ?? failure.message, hint: known?.[1] ?? failure.hint };
    },
  };
}

function readable(name: string): string {
  const words = name.replace(/[_:]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Gives the language to everything inside; the browser's, until the person chooses one. */
export function I18nProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() =>
    chooseLanguage([localStorage.getItem(STORED) ?? "", ...navigator.languages]),
  );
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const i18n = useMemo(
    () =>
      makeI18n(language, (chosen) => {
        localStorage.setItem(STORED, chosen);
        setLanguage(chosen);
      }),
    [language],
  );
  return <Context.Provider value={i18n}>{children}</Context.Provider>;
}
