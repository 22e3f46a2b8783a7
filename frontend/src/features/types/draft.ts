import type { ColumnDef, Definition, FieldDef, Lesson } from "@/api/defined";

export const KINDS = [
  "text",
  "number",
  "money",
  "date",
  "time",
  "choice",
  "checkbox",
  "iban",
  "vat_id",
  "pattern",
  "identifier",
  "currency",
] as const;
export type Kind = (typeof KINDS)[number];

export const RULES = ["sum", "required_if", "range", "pattern"] as const;
export type Rule = (typeof RULES)[number];

export const NEW_TYPE: Definition = { schema: "deskclerk.type/v1", name: "", title: "", fields: [] };

const FOLDED: Readonly<Record<string, string>> = {
  ä: "ae",
  ö: "oe",
  ü: "ue",
  ß: "ss",
  æ: "ae",
  ø: "o",
  ł: "l",
};

/** A title as a name of the API: a–z, 0–9 and _, beginning with a letter, not among those taken. */
export function nameOf(title: string, taken: readonly string[] = []): string {
  const plain = title
    .toLowerCase()
    .replace(/[äöüßæøł]/g, (c) => FOLDED[c] ?? c)
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[_0-9]+|_+$/g, "")
    .slice(0, 36);
  const base = plain || "field";
  if (!taken.includes(base)) return base;
  for (let n = 2; ; n++) if (!taken.includes(`${base}_${n}`)) return `${base}_${n}`;
}

/** Names that fields and tables have. */
const names = (d: Definition) => [...d.fields, ...(d.tables ?? [])].map((f) => f.name);

/** Adds what pointing at a value taught: to the field asked for, or as a new one. */
export function taught(d: Definition, lesson: Lesson, target: string | null): Definition {
  const anchors = lesson.anchor ? [lesson.anchor] : [];
  const label = lesson.label ? [lesson.label] : [];
  if (target !== null) {
    return {
      ...d,
      fields: d.fields.map((f) =>
        f.name === target
          ? {
              ...f,
              anchors: [...(f.anchors ?? []), ...anchors],
              labels: unique([...(f.labels ?? []), ...label]),
            }
          : f,
      ),
    };
  }
  const title = lesson.label || lesson.text;
  const field: FieldDef = {
    name: nameOf(title, names(d)),
    title,
    kind: lesson.kind,
    labels: label,
    anchors,
  };
  return { ...d, fields: [...d.fields, field] };
}

export function addField(d: Definition, title: string): Definition {
  return {
    ...d,
    fields: [...d.fields, { name: nameOf(title, names(d)), title, kind: "text", labels: [title] }],
  };
}

export function changeField(d: Definition, name: string, more: Partial<FieldDef>): Definition {
  return { ...d, fields: d.fields.map((f) => (f.name === name ? { ...f, ...more } : f)) };
}

/** Takes a field away, and the rules that speak of it. */
export function removeField(d: Definition, name: string): Definition {
  return {
    ...d,
    fields: d.fields.filter((f) => f.name !== name),
    rules: (d.rules ?? []).filter((r) => r.field !== name && r.when !== name && !r.fields?.includes(name)),
  };
}

/** Columns of the heads that were written; what was there keeps its kind. */
export function columnsOf(heads: readonly string[], before: readonly ColumnDef[]): ColumnDef[] {
  const taken: string[] = [];
  return heads.map((title) => {
    const was = before.find((c) => c.title === title);
    const name = was?.name ?? nameOf(title, taken);
    taken.push(name);
    return was ?? { name, title, kind: "text" as const, labels: [title] };
  });
}

/** The definition as it is sent: with a name, without what is empty. Null while it says too little. */
export function requestOf(d: Definition, taken: readonly string[]): Definition | null {
  const title = d.title.trim();
  if (title === "" || d.fields.length + (d.tables?.length ?? 0) === 0) return null;
  return { ...d, title, name: d.name || nameOf(title, taken) };
}

const unique = (words: readonly string[]) => [...new Set(words)];
