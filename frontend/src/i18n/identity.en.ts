/** The sentences about documents that are shown only on request. */
export const identityEn = {
  "action.document.uncover": "Show the sensitive document",
  "action.sensitive.accept": "Remove them after that time",
  "action.sensitive.decline": "Keep them",
  "type.sensitive": "Sensitive",
  "type.sensitiveHint":
    "Pages stay blurred until somebody asks for them, and a short time of keeping is proposed.",
  "sensitive.title": "Sensitive documents",
  "sensitive.ruleName": "Short: {types}",
  "sensitive.offer_one":
    "There are sensitive documents now ({types}). Shall such be removed {count} day after they came in, once they are done?",
  "sensitive.offer_other":
    "There are sensitive documents now ({types}). Shall such be removed {count} days after they came in, once they are done?",
  "identity.covered": "A sensitive document is blurred until you ask for it.",
  "identity.show": "Show it",
  "rule.mrz_form": "no zone of a known format",
  "rule.mrz_check_number": "number's check digit",
  "rule.mrz_check_birth": "birth's check digit",
  "rule.mrz_check_expiry": "expiry's check digit",
  "rule.mrz_check_optional": "check digit of further data",
  "rule.mrz_check_composite": "check digit over all",
  "rule.mrz_matches_fields": "zone says otherwise",
  "rule.mrz_country": "no country's code",
  "rule.birth_not_future": "born in the future",
  "rule.expiry_after_birth": "expires before birth",
  "rule.not_expired": "expired",
  "rule.balance_chain": "balance off",
  "rule.period_order": "period runs backwards",
  "rule.dates_in_period": "outside of the period",
  "rule.dates_in_order": "out of order",
} as const;
