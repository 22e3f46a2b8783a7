import type { ExportColumn, ExportCounts, ExportIssue, ExportProfile } from "@/api/exports";
import type { I18n } from "@/i18n";
import { kindOfSource, nameOfSource } from "./draft";

/** A profile's name: the person's own, or that of a ready one in the language. */
export function profileName({ name }: I18n, profile: ExportProfile): string {
  return profile.built_in ? ready(name("profile", profile.id ?? ""), profile.name, profile.id) : profile.name;
}

/** What a profile makes, in a sentence. */
export function profileWords({ name, t }: I18n, profile: ExportProfile): string {
  const said = profile.built_in
    ? ready(name("profileHint", profile.id ?? ""), profile.description ?? "", profile.id)
    : (profile.description ?? "");
  return said || t("export.makes", { format: profile.format.toUpperCase(), count: profile.columns.length });
}

/** The words of the language, or those that came along where there are none. */
function ready(words: string, otherwise: string, id: string | undefined): string {
  const unknown = (id ?? "").replace(/[_:]+/g, " ");
  return words.toLowerCase() === unknown.toLowerCase() ? otherwise : words;
}

/** What is amiss, in a sentence. */
export function issueWords({ t }: I18n, issue: ExportIssue): string {
  const column = issue.column || "–";
  const detail = issue.detail ?? "";
  switch (issue.code) {
    case "missing":
      return t("export.issue.missing", { column });
    case "no_rows":
      return t("export.issue.no_rows");
    case "encoding":
      return t("export.issue.encoding", { column, detail });
    case "cut":
      return t("export.issue.cut", { column, detail });
    case "masked":
      return t("export.masked");
    case "constant_missing":
      return t("export.issue.constant_missing", { column });
    case "batch_missing":
      return t("export.issue.batch_missing");
    case "different_years":
      return t("export.issue.different_years", { detail });
  }
}

/** What does not go out and why, in words; empty when all do. */
export function leftOut({ t }: I18n, counts: ExportCounts, which?: "changed" | "all") {
  const left = {
    waiting: counts.waiting,
    reading: counts.reading,
    others: counts.other_type,
    failed: counts.failed,
    held: counts.held,
    exported: which === "all" ? 0 : counts.exported,
    changed: which === undefined ? counts.changed : 0,
  };
  return (Object.keys(left) as (keyof typeof left)[])
    .filter((why) => left[why] > 0)
    .map((why) => ({ why, words: t(`export.left.${why}`, { count: left[why] }) }));
}

/** Ready profiles whose columns no other program asks for by name. */
const OURS = /^builtin-(table|workbook|line-items|tax-lines|transactions|all-.+)$/;

/**
 * The columns of a draft under names of the language. A ready profile's own stay
 * as they are, for its files are appended to and read by programs; so do those
 * that another program wants, and what a person wrote.
 */
export function draftColumns(i18n: I18n, from: ExportProfile | undefined, columns: readonly ExportColumn[]) {
  if (i18n.language === "en" || (from && !OURS.test(from.id ?? ""))) return [...columns];
  const taken = new Set<string>();
  return columns.map((column) => {
    const header = headerWords(i18n, column);
    if (taken.has(header)) return column;
    taken.add(header);
    return { ...column, header };
  });
}

/** What a column is called in the language; a word of its own where several sources share it. */
function headerWords(i18n: I18n, { header, source }: ExportColumn): string {
  const shared = source.length > 1 ? ready(i18n.name("column", header), "", header) : "";
  return shared || sourceWords(i18n, source[0] ?? "") || header;
}

/** What a source is called. */
export function sourceWords({ name, t }: I18n, source: string): string {
  const called = nameOfSource(source);
  switch (kindOfSource(source)) {
    case "fact":
      return name("fact", called);
    case "text":
      return called ? t("export.source.textOf", { text: called }) : t("export.source.empty");
    case "meta":
      return t("export.source.metaOf", { name: called });
    default:
      return name("field", called);
  }
}
