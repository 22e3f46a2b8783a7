import type { Document, Field } from "@/api/types";

/** A field as the API gives it, sure of itself unless told otherwise. */
export function aField(value: string | null, more: Partial<Field> = {}): Field {
  return {
    value,
    raw: value ?? "",
    confidence: value === null ? 0 : 0.97,
    flagged: false,
    reasons: [],
    page: value === null ? 0 : 1,
    box: value === null ? null : [0.1, 0.1, 0.3, 0.12],
    origin: "extracted",
    candidates: [],
    ...more,
  };
}

/** A receipt that is read, unless told otherwise. */
export function aDocument(id: string, more: Partial<Document> = {}): Document {
  return {
    schema: "deskclerk.document/v1",
    id,
    batch_id: null,
    file: { name: `${id}.png`, sha256: id, bytes: 1000, mime: "image/png", pages: 1, text_source: "ocr" },
    source: { kind: "upload", detail: "", received_at: "2026-03-04T10:00:00Z" },
    status: "completed",
    type: { name: "receipt", confidence: 0.98 },
    language: "en",
    fields: {
      total: aField("9.00"),
      merchant: aField("Corner Shop"),
      date: aField("2026-03-01"),
      currency: aField("EUR"),
    },
    tables: {},
    issues: [],
    warnings: [],
    pages: [
      {
        number: 1,
        width: 1000,
        height: 2000,
        dpi: 300,
        rotation: 0,
        skew: 0,
        text_source: "ocr",
        mean_word_confidence: 0.9,
      },
    ],
    text: "",
    attempt: null,
    error: null,
    revision: 1,
    ...more,
  };
}
