import { notifications } from "@mantine/notifications";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
import type { Failure } from "@/api/types";
import { keepLanguage } from "@/lib/desktop";
import { type Formats, makeFormats } from "@/lib/format";
import { pseudo, pseudoFormats, pseudoMessages } from "./pseudo";
import { type Sentence, type Speaking, say } from "./said";
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

/** A failure in words. */
export interface SaidFailure {
  message: string;
  /** What is particular to this one; empty where nothing is. */
  detail: string;
  /** What to do. */
  hint: string;
  /** What comes after the message: detail and hint. */
  rest: string;
}

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
      | "column"
      | "profile"
      | "profileHint"
      | "did"
      | "review.historyWhy",
    name: string,
  ): string;
  /** A failure's sentence, what is particular to it and what to do, in the language where it is known. */
  failure(failure: Failure): SaidFailure;
  /** What the API says beside an English message; that message where the language does not know it. */
  said(of: { message: string; sentence?: Sentence | undefined }): string;
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
  const named: I18n["name"] = (group, name) =>
    `${group}.${name}` in messages ? t(`${group}.${name}` as "app.name" & MessageKey) : readable(name);
  // The German table has every code, so a failure's own English is what English says.
  const mark = (text: string) => (spoken === "pseudo" && text ? pseudo(text) : text);
  const speaking: Speaking = {
    messages,
    format: formats,
    field: (name) => named("field", name.split(".").at(-1) ?? name),
    failure: (code) => known[code]?.[0] ?? code,
    word: (group, name) => messages[`${group}.${name}` as keyof typeof messages] ?? name,
  };
  return {
    language,
    choice,
    setLanguage,
    t,
    format: spoken === "pseudo" ? pseudoFormats(formats) : formats,
    name: named,
    failure: (failure) => {
      const said = known[failure.code];
      const message = said?.[0] ?? mark(failure.message);
      const detail = say(speaking, failure.sentence) ?? failure.detail ?? "";
      const hint = said?.[1] ?? mark(failure.hint);
      return { message, detail, hint, rest: `${detail} ${hint}`.trim() };
    },
    said: (of) => say(speaking, of.sentence) ?? of.message,
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

const chosenBy = (choice: LanguageChoice): Language =>
  choice === "system" ? chooseLanguage(navigator.languages) : choice;

/** Loads the words that the page speaks first; it has to be done before anything is shown. */
export function loadFirstWords(): Promise<void> {
  const wished = asked();
  return loadWords(wished === "pseudo" ? "en" : (wished ?? chosenBy(storedChoice())));
}

/** Milliseconds after which a language that could not be had is asked for again. */
const AGAIN = 3000;

/**
 * Loads the language that was chosen. While the program is away it cannot be
 * had: that is said once, the choice is kept, and it is tried again.
 */
function useLoaded(wanted: Language | null, t: Translate, then: (loaded: Language) => void): void {
  const latest = useRef({ t, then });
  latest.current = { t, then };
  useEffect(() => {
    if (!wanted) return;
    let timer = 0;
    let over = false;
    const load = (first: boolean) =>
      loadWords(wanted).then(
        () => over || latest.current.then(wanted),
        () => {
          if (over) return;
          if (first) notifications.show({ message: latest.current.t("header.languageLater") });
          timer = window.setTimeout(() => void load(false), AGAIN);
        },
      );
    void load(true);
    return () => {
      over = true;
      window.clearTimeout(timer);
    };
  }, [wanted]);
}

/** Gives the language to everything inside; the browser's, until the person chooses one. */
export function I18nProvider({ children }: { children: ReactNode }) {
  const [choice, setChoice] = useState(storedChoice);
  const [language, setSpeaking] = useState(() => chosenBy(choice));
  const [spoken, setSpoken] = useState(asked);
  const [wanted, setWanted] = useState<Language | null>(null);
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
          setChoice(chosen);
          setWanted(chosenBy(chosen));
        },
        choice,
      ),
    [choice, language, spoken],
  );
  useLoaded(wanted, i18n.t, (loaded) => {
    setWanted(null);
    setSpoken(null);
    setSpeaking(loaded);
  });
  return <Context.Provider value={i18n}>{children}</Context.Provider>;
}
