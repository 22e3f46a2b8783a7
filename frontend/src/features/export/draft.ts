import type { ExportColumn, ExportProfile, ExportSource } from "@/api/exports";

/** How a file is written unless something else is chosen. */
export const USUAL_STYLE: ExportProfile["style"] = {
  decimal: "point",
  date: "YYYY-MM-DD",
  delimiter: "comma",
  encoding: "utf-8",
  line_end: "crlf",
  header: true,
  quote: "needed",
};

/** A profile to begin with: a copy of one that there is, under a name of its own, or a small table. */
export function draftOf(from: ExportProfile | undefined, name: string, description?: string): ExportProfile {
  if (from) {
    const { id: _, built_in: __, updated_at: ___, ...rest } = structuredClone(from);
    return { ...rest, name, ...(description && { description }) };
  }
  return {
    name,
    types: [],
    format: "csv",
    rows: "document",
    incomplete: "hold",
    style: { ...USUAL_STYLE },
    columns: [
      { header: "date", source: ["field:date", "field:issue_date"] },
      { header: "from", source: ["field:merchant", "field:supplier_name"] },
      { header: "total", source: ["field:total", "field:grand_total"] },
      { header: "currency", source: ["field:currency"] },
    ],
  };
}

/** The list with one thing moved; what lies outside stays. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  const [one] = next.splice(from, 1);
  if (one === undefined || to < 0 || to >= list.length) return [...list];
  next.splice(to, 0, one);
  return next;
}

/** The list with one thing replaced. */
export const replaced = <T>(list: readonly T[], at: number, one: T): T[] =>
  list.map((before, i) => (i === at ? one : before));

/** The list without one thing. */
export const without = <T>(list: readonly T[], at: number): T[] => list.filter((_, i) => i !== at);

/** What stands before the colon of a source. */
export const kindOfSource = (source: string): string => source.split(":", 1)[0] ?? "";

/** What stands behind it. */
export const nameOfSource = (source: string): string => source.slice(source.indexOf(":") + 1);

/** The sources that a profile's columns can show: of its types, and cells of the table whose rows it has. */
export function sourcesFor(profile: ExportProfile, all: readonly ExportSource[]): ExportSource[] {
  return all.filter((source) => {
    const ofType =
      profile.types.length === 0 ||
      source.types.length === 0 ||
      source.types.some((type) => profile.types.includes(type));
    const ofRows = source.rows.length === 0 || source.rows.includes(profile.rows);
    return ofType && ofRows;
  });
}

/** A column for a source, called as that is. */
export const columnFor = (source: string): ExportColumn => ({
  header: kindOfSource(source) === "text" ? "" : nameOfSource(source),
  source: [source],
});

/** The profile in another format: one that holds documents whole has no columns. */
export function inFormat(profile: ExportProfile, format: ExportProfile["format"]): ExportProfile {
  const tabular = format === "csv" || format === "xlsx";
  const columns = tabular && profile.columns.length === 0 ? draftOf(undefined, "").columns : profile.columns;
  return {
    ...profile,
    format,
    columns: tabular ? columns : [],
    rows: tabular ? profile.rows : "document",
    batch: format === "csv" ? profile.batch : undefined,
  };
}

/** The profile with other rows: columns of cells that are not there are left out. */
export function withRows(profile: ExportProfile, rows: string, all: readonly ExportSource[]): ExportProfile {
  const there = (source: string) =>
    kindOfSource(source) !== "cell" || all.some((one) => one.source === source && one.rows.includes(rows));
  const columns = profile.columns
    .map((column) => ({ ...column, source: column.source.filter(there) }))
    .filter((column) => column.source.length > 0);
  return { ...profile, rows, columns };
}

/** A name like the one given that nobody has. */
export function freeName(name: string, taken: readonly string[]): string {
  const has = (one: string) => taken.some((other) => other.toLowerCase() === one.toLowerCase());
  if (!has(name)) return name;
  let n = 2;
  while (has(`${name} ${n}`)) n++;
  return `${name} ${n}`;
}
