import type { Issue, Warning } from "@/api/types";
import { useI18n } from "@/i18n";
import classes from "./FieldPanel.module.css";
import type { Pointing } from "./usePointing";

interface Props {
  issues: readonly Issue[];
  warnings: readonly Warning[];
  pointing: Pointing;
}

/** Rules that do not hold, with what would mend them, and remarks on the file. */
export function Issues({ issues, warnings, pointing }: Props) {
  const { t, name } = useI18n();
  return (
    <>
      {issues.length > 0 && (
        <section className={classes.issues} aria-labelledby="issues">
          <h2 id="issues">{t("document.issues")}</h2>
          <ul>
            {issues.map((issue) => (
              <li
                key={`${issue.rule} ${issue.fields.join()} ${issue.message}`}
                onMouseEnter={() => pointing.hover(issue.fields[0] ?? null)}
                onMouseLeave={() => pointing.hover(null)}
              >
                {issue.rule === "required"
                  ? t("document.missing", { fields: issue.fields.map((f) => name("field", f)).join(", ") })
                  : issue.message}
                {issue.suggestion && (
                  <>
                    {" "}
                    {t("document.suggestion", {
                      field: name("field", issue.suggestion.field),
                      value: issue.suggestion.value,
                    })}
                  </>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {warnings.length > 0 && (
        <section className={classes.issues} data-tone="plain" aria-labelledby="warnings">
          <h2 id="warnings">{t("document.warnings")}</h2>
          <ul>
            {warnings.map((warning) => (
              <li key={`${warning.code} ${warning.page} ${warning.message}`}>
                {warning.message}
                {warning.page > 0 && ` (${t("document.onPage", { page: warning.page })})`}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
