import type { Issue, Warning } from "@/api/types";
import { useI18n } from "@/i18n";
import classes from "./FieldPanel.module.css";
import type { Pointing } from "./usePointing";

interface Props {
  issues: readonly Issue[];
  warnings: readonly Warning[];
  pointing: Pointing;
}

/** Remarks with the pages that they are about: the same one is made once. */
function byMessage(warnings: readonly Warning[]): [message: string, pages: number[]][] {
  const pages = new Map<string, number[]>();
  for (const { message, page } of warnings)
    pages.set(message, [...(pages.get(message) ?? []), ...(page > 0 ? [page] : [])]);
  return [...pages];
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
            {byMessage(warnings).map(([message, pages]) => (
              <li key={message}>
                {message}
                {pages.length === 1 && ` (${t("document.onPage", { page: pages[0] ?? 0 })})`}
                {pages.length > 1 && ` (${t("document.onPages", { pages: pages.join(", ") })})`}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
