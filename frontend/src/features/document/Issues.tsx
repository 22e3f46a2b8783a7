import type { Issue, Warning } from "@/api/types";
import { type I18n, useI18n } from "@/i18n";
import classes from "./FieldPanel.module.css";
import type { Pointing } from "./usePointing";
import { suggestionWords } from "./words";

interface Props {
  issues: readonly Issue[];
  warnings: readonly Warning[];
  pointing: Pointing;
}

/** Remarks with the pages that they are about: the same one is made once. */
function bySentence(warnings: readonly Warning[], said: I18n["said"]): [sentence: string, pages: number[]][] {
  const pages = new Map<string, number[]>();
  for (const warning of warnings) {
    const words = said(warning);
    pages.set(words, [...(pages.get(words) ?? []), ...(warning.page > 0 ? [warning.page] : [])]);
  }
  return [...pages];
}

/** Rules that do not hold, with what would mend them, and remarks on the file. */
export function Issues({ issues, warnings, pointing }: Props) {
  const i18n = useI18n();
  const { t, said } = i18n;
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
                {said(issue)} {issue.suggestion && suggestionWords(i18n, issue.suggestion)}
              </li>
            ))}
          </ul>
        </section>
      )}
      {warnings.length > 0 && (
        <section className={classes.issues} data-tone="plain" aria-labelledby="warnings">
          <h2 id="warnings">{t("document.warnings")}</h2>
          <ul>
            {bySentence(warnings, said).map(([message, pages]) => (
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
