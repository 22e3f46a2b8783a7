import { vi } from "vitest";
import type { ExportPreview, ExportProfile, ExportRun, ExportSource, ExportsApi } from "@/api/exports";
import { USUAL_STYLE } from "@/features/export/draft";

/** A profile of a person's, unless told otherwise. */
export function aProfile(id: string, more: Partial<ExportProfile> = {}): ExportProfile {
  return {
    id,
    name: id,
    types: [],
    format: "csv",
    rows: "document",
    columns: [
      { header: "from", source: ["field:merchant"] },
      { header: "total", source: ["field:total"] },
    ],
    style: { ...USUAL_STYLE },
    incomplete: "hold",
    ...more,
  };
}

const LEFT = { other_type: 0, reading: 0, failed: 0 };

/** What two new documents make, unless told otherwise. */
export function aPreview(more: Partial<ExportPreview> = {}): ExportPreview {
  return {
    file_name: "books-2026-11-21.csv",
    columns: [
      { header: "from", kind: "text" },
      { header: "total", kind: "money" },
    ],
    rows: [
      { document_id: "a", cells: ["Corner Shop", "9.00"] },
      { document_id: "b", cells: ["Bakery", "-2.50"] },
    ],
    text: "",
    counts: { documents: 2, rows: 2, new: 2, changed: 0, exported: 0, waiting: 0, held: 0, ...LEFT },
    profile_issues: [],
    issues: [],
    masked: false,
    checked: 2,
    ...more,
  };
}

/** An export that was made of it. */
export function aRun(id: string, more: Partial<ExportRun> = {}): ExportRun {
  return {
    id,
    profile: aProfile("books"),
    at: "2026-11-21T09:14:03Z",
    actor: "browser",
    target: "",
    append: false,
    file_name: "books-2026-11-21.csv",
    counts: aPreview().counts,
    bytes: 30,
    sha256: "",
    delivered_at: "2026-11-21T09:14:04Z",
    undone_at: null,
    ...more,
  };
}

const SOURCES: ExportSource[] = [
  { source: "field:merchant", kind: "text", types: ["receipt"], rows: [] },
  { source: "field:total", kind: "money", types: ["receipt"], rows: [] },
  { source: "cell:amount", kind: "money", types: ["receipt"], rows: ["line_items"] },
  { source: "fact:file", kind: "text", types: [], rows: [] },
];

/** A far side with these profiles that remembers what it was asked. */
export function fakeExports(profiles: readonly ExportProfile[] = [], runs: readonly ExportRun[] = []) {
  return {
    profiles: vi.fn<ExportsApi["profiles"]>(async () => [...profiles]),
    sources: vi.fn<ExportsApi["sources"]>(async () => SOURCES),
    create: vi.fn<ExportsApi["create"]>(async (profile) => ({ ...profile, id: "made" })),
    replace: vi.fn<ExportsApi["replace"]>(async (profile) => profile),
    remove: vi.fn<ExportsApi["remove"]>(async () => {}),
    preview: vi.fn<ExportsApi["preview"]>(async () => aPreview()),
    run: vi.fn<ExportsApi["run"]>(async () => aRun("run")),
    runs: vi.fn<ExportsApi["runs"]>(async () => ({ runs: [...runs], next: "" })),
    delivered: vi.fn<ExportsApi["delivered"]>(async () => {}),
    undo: vi.fn<ExportsApi["undo"]>(async () => {}),
  } satisfies ExportsApi;
}
