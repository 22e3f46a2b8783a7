import type { Field, Issue } from "@/api/types";
import type { I18n, Translate } from "@/i18n";
import { shownValue } from "@/lib/fields";

/** A value for an accessible name: as it is, or that there is none. */
export function valueWords(t: Translate, value: string | null): string {
  return value ?? t("document.notFound");
}

/** Why a field needs a look, in plain words. */
export function reasonWords(
  { t, name, format }: Pick<I18n, "t" | "name" | "format">,
  reason: string,
  field: Field,
): string {
  switch (reason) {
    case "low_confidence":
      return t("reason.low_confidence", { percent: format.percent(field.confidence) });
    case "missing":
      return t("reason.missing");
    case "always_verify":
      return t("reason.always_verify");
    case "sampled":
      return t("reason.sampled");
    case "conflict":
      return t("reason.conflict");
    default:
      return name("rule", reason.replace(/^rule:/, ""));
  }
}

/** What would mend an issue: a field's value, or that of a table's cell. */
export function suggestionWords(
  { t, name, format }: Pick<I18n, "t" | "name" | "format">,
  { field, value }: NonNullable<Issue["suggestion"]>,
): string {
  const [, line, column] = field.split(".");
  const shown = shownValue(format, column ?? field, value);
  if (!line || !column) return t("document.suggestion", { field: name("field", field), value: shown });
  return t("document.suggestionCell", { column: name("field", column), line, value: shown });
}
