import type { identityEn } from "./identity.en";

/** Die Sätze über Papiere, die erst auf Wunsch gezeigt werden. */
export const identityDe: Readonly<Record<keyof typeof identityEn, string>> = {
  "action.document.uncover": "Ausweis zeigen",
  "identity.covered": "Ein Ausweis bleibt verschwommen, bis Sie ihn sehen wollen.",
  "identity.show": "Zeigen",
  "rule.mrz_form": "Zone hat kein bekanntes Format",
  "rule.mrz_check_number": "Prüfziffer der Nummer",
  "rule.mrz_check_birth": "Prüfziffer der Geburt",
  "rule.mrz_check_expiry": "Prüfziffer des Ablaufs",
  "rule.mrz_check_optional": "Prüfziffer weiterer Angaben",
  "rule.mrz_check_composite": "Prüfziffer über alles",
  "rule.mrz_matches_fields": "Zone sagt anderes",
  "rule.mrz_country": "kein Ländercode",
  "rule.birth_not_future": "Geburt in der Zukunft",
  "rule.expiry_after_birth": "läuft vor der Geburt ab",
  "rule.not_expired": "abgelaufen",
  "rule.balance_chain": "Saldo geht nicht auf",
  "rule.period_order": "Zeitraum rückwärts",
  "rule.dates_in_period": "außerhalb des Zeitraums",
  "rule.dates_in_order": "außer der Reihe",
};
