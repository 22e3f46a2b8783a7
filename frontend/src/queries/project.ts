import type { FieldRequest, TableEdit } from "@/api/review";
import type { Cell, Document, Field, Row, Table } from "@/api/types";

/** One thing a person does to a document. */
export type Edit =
  | { kind: "field"; field: string; body: FieldRequest }
  | { kind: "table"; table: string; edits: TableEdit[] }
  | { kind: "type"; type: string }
  | { kind: "approve"; rest: boolean }
  | { kind: "reject"; reason: string }
  | { kind: "postpone" }
  | { kind: "reopen" };

const NOTHING: Field = {
  value: null,
  raw: "",
  confidence: 0,
  flagged: false,
  reasons: [],
  page: 0,
  box: null,
  origin: "extracted",
  candidates: [],
};

/** The document as the server will most likely have it after the edit; its answer then replaces this. */
export function project(document: Document, edit: Edit): Document {
  switch (edit.kind) {
    case "field": {
      const before = document.fields[edit.field] ?? NOTHING;
      const after = projectField(document, edit.field, before, edit.body);
      return { ...document, fields: { ...document.fields, [edit.field]: after } };
    }
    case "table": {
      const before = document.tables[edit.table] ?? { columns: [], rows: [], confidence: 0 };
      const after = edit.edits.reduce(projectTable, before);
      return { ...document, tables: { ...document.tables, [edit.table]: after } };
    }
    case "type": // its fields come with the answer
      return { ...document, type: { name: edit.type, confidence: 1 } };
    case "approve":
      return { ...document, status: "approved" };
    case "reject":
      return { ...document, status: "rejected" };
    case "reopen":
      return { ...document, status: "needs_review" };
    case "postpone":
      return document;
  }
}

function projectField(document: Document, name: string, field: Field, body: FieldRequest): Field {
  switch (body.action) {
    case "confirm":
      return vouched(field, field.origin === "corrected" ? "corrected" : "confirmed");
    case "clear":
      return vouched({ ...kept(field), value: null, raw: "", page: 0, box: null }, "corrected");
    case "candidate": {
      const chosen = field.candidates[(body.candidate ?? 0) - 1];
      return chosen ? taken(field, chosen) : field;
    }
    case "suggestion": {
      const value = document.issues.find(
        ({ rule, suggestion }) => suggestion?.field === name && (!body.rule || rule === body.rule),
      )?.suggestion?.value;
      return value === undefined ? field : taken(field, { ...place(field), value });
    }
    case "correct":
      return taken(field, {
        ...(body.page ? { page: body.page, box: body.box ?? null } : place(field)),
        value: body.value ?? "",
        raw: body.raw || body.value || "",
      });
  }
}

const place = ({ page, box, raw }: Field) => ({ page, box, raw });

function vouched(field: Field, origin: string): Field {
  return { ...field, origin, confidence: 1, flagged: false, reasons: [] };
}

/** What stood there stays one key away. */
function kept(field: Field): Field {
  const { value, raw, confidence, page, box } = field;
  if (value === null || field.candidates.some((c) => c.value === value)) return field;
  return { ...field, candidates: [...field.candidates, { value, raw, confidence, page, box }] };
}

function taken(field: Field, chosen: Pick<Field, "raw" | "page" | "box"> & { value: string }): Field {
  const { value, raw, page, box } = chosen;
  const before = kept(field);
  const candidates = before.candidates.filter((c) => c.value !== value);
  return vouched({ ...before, value, raw, page, box, candidates }, "corrected");
}

const settled = (cell: Cell): Cell => ({ ...cell, confidence: 1, flagged: false });

function projectTable(table: Table, edit: TableEdit): Table {
  const rows = [...table.rows];
  const at = (edit.row ?? rows.length + 1) - 1;
  const row = rows[at];
  switch (edit.op) {
    case "insert":
      rows.splice(at, 0, { cells: cellsOf(edit.cells ?? {}) });
      return { ...table, rows };
    case "remove":
      rows.splice(at, 1);
      return { ...table, rows };
    case "set":
      if (row && edit.column) rows[at] = withCell(row, edit.column, edit);
      return { ...table, rows };
    case "confirm":
      return {
        ...table,
        rows: rows.map((r, i) => (edit.row && i !== at ? r : confirmedRow(r, edit.column))),
      };
  }
}

function cellsOf(values: Readonly<Record<string, string | null>>): Record<string, Cell> {
  return Object.fromEntries(
    Object.entries(values).map(([column, value]) => [
      column,
      { value, confidence: 1, flagged: false, page: 0, box: null },
    ]),
  );
}

function withCell(row: Row, column: string, { value, page, box }: TableEdit): Row {
  const was = row.cells[column];
  const where = page ? { page, box: box ?? null } : { page: was?.page ?? 0, box: was?.box ?? null };
  return {
    cells: { ...row.cells, [column]: { value: value ?? null, confidence: 1, flagged: false, ...where } },
  };
}

function confirmedRow(row: Row, column: string | undefined): Row {
  return {
    cells: Object.fromEntries(
      Object.entries(row.cells).map(([name, cell]) => [
        name,
        !column || name === column ? settled(cell) : cell,
      ]),
    ),
  };
}
