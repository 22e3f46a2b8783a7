import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import type { Failure } from "@/api/types";
import { keepLanguage } from "@/lib/desktop";
import { type Formats, makeFormats } from "@/lib/format";
import { pseudo, pseudoFormats, pseudoMessages } from "./pseudo";
import {
  chooseLanguage,
  chooseLocale,
  type Language,
  type MessageKey,
  type Translate,
  translator,
} from "./translate";
import { loadWords, type Words, wordsOf } from "./words";

export type { Language, MessageKey, Translate } from "./translate";

const STORED = "deskclerk.language";

/** What a person may choose. */
export type LanguageChoice = Language | "system";

/** The language spoken, or the one that shows what was forgotten; only an address asks for that. */
type Spoken = Language | "pseudo";

/** What components need to speak to a person. */
export interface I18n {
  language: Language;
  /** What the language follows. */
  choice: LanguageChoice;
  setLanguage(choice: LanguageChoice): void;
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
      | "folderState"
      | "folderPoll"
      | "fileState"
      | "fileReason"
      | "actor"
      | "event"
      | "stage"
      | "fact"
      | "profile"
      | "profileHint"
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
export function makeI18n(
  spoken: Spoken,
  setLanguage: (choice: LanguageChoice) => void,
  choice: LanguageChoice = "system",
): I18n {
  const language = spoken === "pseudo" ? "en" : spoken;
  const plain = wordsOf(language);
  const messages = spoken === "pseudo" ? pseudoMessages(plain.messages) : plain.messages;
  const known = spoken === "pseudo" ? pseudoErrors(plain.errors) : plain.errors;
  const formats = makeFormats(chooseLocale(language, navigator.languages));
  const t = translator(language, messages);
  return {
    language,
    choice,
    setLanguage,
    t,
    format: spoken === "pseudo" ? pseudoFormats(formats) : formats,
    name: (group, name) =>
      `${group}.${name}` in messages ? t(`${group}.${name}` as "app.name" & MessageKey) : readable(name),
    failure: (failure) => {
      const said = known[failure.code];
      return { message: said?.[0] ?? failure.message, hint: said?.[1] ?? failure.hint };
    },
  };
}

const pseudoErrors = (errors: Words["errors"]): Words["errors"] =>
  Object.fromEntries(
    Object.entries(errors).map(([code, [said, hint]]) => [code, [pseudo(said), pseudo(hint)]]),
  );

function readable(name: string): string {
  const words = name.replace(/[_:]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function storedChoice(): LanguageChoice {
  const stored = localStorage.getItem(STORED);
  return stored === "en" || stored === "de" ? stored : "system";
}

/** What the address asks for, for this page only. */
function asked(): Spoken | null {
  const lang = new URLSearchParams(window.location.search).get("lang");
  return lang === "pseudo" || lang === "en" || lang === "de" ? lang : null;
}

const chosenBy = (choice: LanguageChoice): { choice: LanguageChoice; language: Language } => ({
  choice,
  language: choice === "system" ? chooseLanguage(navigator.languages) : choice,
});

/** Loads the words that the page speaks first; it has to be done before anything is shown. */
export function loadFirstWords(): Promise<void> {
  const wished = asked();
  return loadWords(wished === "pseudo" ? "en" : (wished ?? chosenBy(storedChoice()).language));
}

/** Gives the language to everything inside; the browser's, until the person chooses one. */
export function I18nProvider({ children }: { children: ReactNode }) {
  const [{ choice, language }, choose] = useState(() => chosenBy(storedChoice()));
  const [spoken, setSpoken] = useState(asked);
  useEffect(() => {
    document.documentElement.lang = language;
    void keepLanguage(language);
  }, [language]);
  const i18n = useMemo(
    () =>
      makeI18n(
        spoken ?? language,
        (chosen) => {
          if (chosen === "system") localStorage.removeItem(STORED);
          else localStorage.setItem(STORED, chosen);
          const next = chosenBy(chosen);
          void loadWords(next.language).then(() => {
            setSpoken(null);
            choose(next);
          });
        },
        choice,
      ),
    [choice, language, spoken],
  );
  return <Context.Provider value={i18n}>{children}</Context.Provider>;
}
