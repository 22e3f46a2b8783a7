import { vi } from "vitest";
import { ApiError, failureFrom, failureOf } from "@/api/errors";
import type { ReviewApi, Word } from "@/api/review";
import type { Document, Field } from "@/api/types";
import { type Edit, project } from "@/queries/project";

/** Words in lines, each as wide as it is long. */
export function wordsOf(...lines: string[]): Word[] {
  return lines.flatMap((text, line) => {
    let left = 0.1;
    return text.split(" ").map((word) => {
      const right = left + word.length * 0.02;
      const box = [left, 0.1 + line * 0.05, right, 0.13 + line * 0.05];
      left = right + 0.01;
      return { text: word, box, line, block: 0, confidence: 0.9, readings: [] };
    });
  });
}

/** The review's side of the far side: it does what it is told and remembers it. */
export function fakeReview(documents: readonly Document[]) {
  const now = new Map(documents.map((d) => [d.id, d]));
  const act = async (id: string, revision: number, edit: Edit): Promise<Document> => {
    const before = now.get(id);
    if (!before) throw new ApiError(404, failureFrom(404, null));
    if (before.revision !== revision)
      throw new ApiError(409, failureFrom(409, { code: "stale_revision" }), { current: before });
    const after = { ...project(before, edit), revision: revision + 1 };
    now.set(id, after);
    return after;
  };
  const waiting = () => [...now.values()].filter((d) => d.status === "needs_review");
  return {
    next: vi.fn<ReviewApi["next"]>(async (after) => {
      const order = [...now.keys()];
      const at = order.indexOf(after);
      const behind = waiting()
        .filter((d) => d.id !== after)
        .sort((a, b) => place(order, at, a.id) - place(order, at, b.id));
      // biome-ignore lint/suspicious/noThenProperty: the API names it so, and it is no function
      return { document: behind[0] ?? null, then: behind[1]?.id ?? null, waiting: waiting().length };
    }),
    words: vi.fn<ReviewApi["words"]>(async () => []),
    history: vi.fn<ReviewApi["history"]>(async () => []),
    read: vi.fn<ReviewApi["read"]>(async () => {
      throw new ApiError(404, failureFrom(404, null));
    }),
    field: vi.fn<ReviewApi["field"]>((id, revision, field, body) =>
      act(id, revision, { kind: "field", field, body }),
    ),
    table: vi.fn<ReviewApi["table"]>((id, revision, table, edits) =>
      act(id, revision, { kind: "table", table, edits }),
    ),
    retype: vi.fn<ReviewApi["retype"]>((id, revision, type) => act(id, revision, { kind: "type", type })),
    approve: vi.fn<ReviewApi["approve"]>((id, revision, rest) =>
      act(id, revision, { kind: "approve", rest }),
    ),
    reject: vi.fn<ReviewApi["reject"]>((id, revision, reason) =>
      act(id, revision, { kind: "reject", reason }),
    ),
    postpone: vi.fn<ReviewApi["postpone"]>((id, revision) => act(id, revision, { kind: "postpone" })),
    reopen: vi.fn<ReviewApi["reopen"]>((id, revision) => act(id, revision, { kind: "reopen" })),
    group: vi.fn<ReviewApi["group"]>(async () => {
      const counts = new Map<string, number>();
      for (const d of waiting())
        for (const [name, f] of Object.entries(d.fields))
          if (onCard(f)) counts.set(name, (counts.get(name) ?? 0) + 1);
      const ready = waiting().filter((d) => !Object.values(d.fields).some((f) => f.flagged));
      return {
        waiting: waiting().length,
        fields: [...counts].map(([name, count]) => ({ name, count })),
        ready: ready.length,
        ready_documents: ready.map((d) => ({ document_id: d.id, revision: d.revision ?? 0 })),
      };
    }),
    cards: vi.fn<ReviewApi["cards"]>(async (field) => ({
      next: "",
      cards: waiting().flatMap((d) => {
        const f = d.fields[field];
        if (!f || !onCard(f)) return [];
        const at = { document_id: d.id, revision: d.revision ?? 0 };
        const page = { width: 1000, height: 2000 };
        return [{ ...at, file: d.file.name, type: d.type.name, attempt: 1, field: f, issues: [], page }];
      }),
    })),
    together: vi.fn<ReviewApi["together"]>(async (_, items) =>
      Promise.all(
        items.map(async ({ document_id, revision, field }) => {
          const edit: Edit = field
            ? { kind: "field", field, body: { action: "confirm" } }
            : { kind: "approve", rest: false };
          const said = { document_id, revision, field };
          try {
            return { ...said, revision: (await act(document_id, revision, edit)).revision ?? 0 };
          } catch (error) {
            return { ...said, error: failureOf(error) };
          }
        }),
      ),
    ),
    undo: vi.fn<ReviewApi["undo"]>(async () => {
      throw new ApiError(409, failureFrom(409, { code: "nothing_to_undo" }));
    }),
    redo: vi.fn<ReviewApi["redo"]>(async () => {
      throw new ApiError(409, failureFrom(409, { code: "nothing_to_undo" }));
    }),
  } satisfies ReviewApi;
}

/** It is flagged, and stands on a page. */
const onCard = (f: Field) => f.flagged && f.value !== null && f.box !== null && f.page > 0;

/** How far behind the document at `from` it stands, once around. */
function place(order: readonly string[], from: number, id: string): number {
  const at = order.indexOf(id);
  return at > from ? at : at + order.length;
}
