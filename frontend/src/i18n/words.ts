import type { Language, Messages } from "./translate";

/** What a language says: its sentences, and for codes of errors what happened and what helps. */
export interface Words {
  messages: Messages;
  errors: Readonly<Record<string, readonly [message: string, hint: string]>>;
}

const loaded = new Map<Language, Words>();

const load: Readonly<Record<Language, () => Promise<Words>>> = {
  en: async () => {
    const { en, enErrors, refusedEn } = await import("./en");
    return { messages: { ...en, ...refusedEn }, errors: enErrors };
  },
  de: async () => {
    const { de, deErrors, refusedDe } = await import("./de");
    return { messages: { ...de, ...refusedDe }, errors: deErrors };
  },
};

/** Loads a language, each a file of its own: hardly anybody speaks two. */
export async function loadWords(language: Language): Promise<void> {
  if (!loaded.has(language)) loaded.set(language, await load[language]());
}

/** The words of a language that was loaded. */
export function wordsOf(language: Language): Words {
  const words = loaded.get(language);
  if (!words) throw new Error(`${language} is not loaded`);
  return words;
}
