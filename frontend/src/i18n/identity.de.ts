import type { identityEn } from "./identity.en";

/** Die Sätze über Papiere, die erst auf Wunsch gezeigt werden. */
export const identityDe: Readonly<Record<keyof typeof identityEn, string>> = {
  "action.document.uncover": "Schützenswertes Dokument zeigen",
  "action.sensitive.accept": "Nach der Frist entfernen",
  "action.sensitive.decline": "Behalten",
  "type.sensitive": "Schützenswert",
  "type.sensitiveHint":
    "Seiten bleiben verschwommen, bis jemand sie sehen will, und kurzes Behalten wird vorgeschlagen.",
  "sensitive.title": "Schützenswerte Dokumente",
  "sensitive.ruleName": "Kurz: {types}",
  "sensitive.offer_one":
    "Es gibt nun schützenswerte Dokumente ({types}). Sollen solche {count} Tag nach dem Eingang entfernt werden, wenn sie erledigt sind?",
  "sensitive.offer_other":
    "Es gibt nun schützenswerte Dokumente ({types}). Sollen solche {count} Tage nach dem Eingang entfernt werden, wenn sie erledigt sind?",
  "identity.covered": "Ein schützenswertes Dokument bleibt verschwommen, bis Sie es sehen wollen.",
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
