import type { papersEn } from "./papers.en";

/** The sentences of papers.en in German. */
export const papersDe: Record<keyof typeof papersEn, string> = {
  "action.papers.apart": "Die Belege einer Seite trennen",
  "action.papers.together": "Die Belege einer Seite zusammenlassen",
  "action.document.apart": "Die Belege auf den Seiten trennen",
  "action.document.together": "Die Belege auf den Seiten zusammenlassen",
  "action.document.keepBlank": "Die leere Seite behalten oder wieder weglassen",
  "papers.ask_one": "{count} Beleg auf einer Seite. Trennen?",
  "papers.ask_other": "{count} Belege auf einer Seite. Trennen?",
  "papers.noted_one": "{count} Beleg auf einer Seite",
  "papers.noted_other": "{count} Belege auf einer Seite",
  "papers.apart": "Trennen",
  "papers.together": "Gehören zusammen",
  "papers.taken": "{count} Dokumente sind entstanden. Rückgängig unter „Seiten“.",
  "papers.left": "Die Belege bleiben zusammen.",
  "papers.number": "Beleg {number}",
  "blank.leftOut": "Seite {page} ist leer und wird weggelassen.",
  "blank.kept": "Seite {page} ist leer.",
  "blank.keep": "Behalten",
  "blank.drop": "Weglassen",
  "pages.leftOut": "leer, weggelassen",
  "set.stacks": "Stapel",
  "set.separators": "Trennblätter",
  "set.separatorsHint":
    "Was der Strich- oder QR-Code auf einem Blatt zwischen zwei Dokumenten sagt. SEP-* ist alles, was so beginnt; patch_t ist ein Blatt mit Patch T. Keines: Stapel werden nicht geteilt.",
  "set.separatorsAdd": "Text eines Codes hinzufügen",
  "folder.separators": "Trennblätter",
  "folder.separatorsHint":
    "Texte der Codes, die einen Stapel teilen, etwa SEP-*; das Wort none: kein Blatt. Leer: wie in der Konfiguration.",
  "rule.several_papers": "mehrere Belege",
  "rule.legible": "nichts lesbar",
  "rule.form_matches_page": "Formular und Seite weichen ab",
  "event.pages.changed": "Seiten angesehen",
  "did.document.left_together": "ließ Belege zusammen",
  "did.document.blank_page": "behielt eine leere Seite oder ließ sie weg",
};
