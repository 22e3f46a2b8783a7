import type { identityEn } from "./identity.en";

/** Die Sätze über Papiere, die erst auf Wunsch gezeigt werden. */
export const identityDe: Readonly<Record<keyof typeof identityEn, string>> = {
  "action.document.uncover": "Ausweis zeigen",
  "identity.covered": "Ein Ausweis bleibt verschwommen, bis Sie ihn sehen wollen.",
  "identity.show": "Zeigen",
};
