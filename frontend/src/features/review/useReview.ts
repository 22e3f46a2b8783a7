import { notifications } from "@mantine/notifications";
import { useCallback, useMemo, useRef, useState } from "react";
import type { ReviewContext } from "@/actions/review";
import type { Word } from "@/api/review";
import type { Document } from "@/api/types";
import { useI18n } from "@/i18n";
import { papersAsked } from "@/lib/papers";
import type { Edit } from "@/queries/project";
import { useEdits, useWords } from "@/queries/review";
import { usePageVerbs } from "@/queries/usePageVerbs";
import { choicesOf } from "./choices";
import { flaggedCell, tablesOf } from "./tables";
import { type CellAt, type Spot, spotOfCell, spotOfField, type Target } from "./target";
import { type Refusal, useCapture } from "./useCapture";
import { useGrid } from "./useGrid";
import { nextToLookAt, stepFrom, TYPE, unseen, type Walk, walkOf } from "./walk";
import { boxAround, inOrder, snapped, textOf, within } from "./words";

/** What the review is about besides its fields: typing, searching the page, saying why. */
export type Mode = "look" | "type" | "find" | "reject";

export interface Ways {
  /** The field that the address names. */
  start: string | undefined;
  /** On to the next document; `decided` when this one is done with. */
  onNext(decided: boolean): void;
  onStep(kind: "undo" | "redo"): void;
  onDocument(field: string | null): void;
  onPage(): void;
  onTogether(field: string | null): void;
  onLeave(): void;
}

/** Types offered beside the one that was read. */
const MOST_TYPES = 3;

/** Everything that the review of one document knows and does. */
export function useReview(document: Document, ways: Ways) {
  const { t, failure, name } = useI18n();
  const edits = useEdits();
  const pageVerbs = usePageVerbs();
  const walk = useMemo(() => walkOf(document), [document]);
  const [field, setField] = useState<string | null>(() =>
    ways.start && walk.order.includes(ways.start) ? ways.start : nextToLookAt(walk, null),
  );
  const [cell, setCell] = useState<CellAt | null>(null);
  const [mode, setMode] = useState<Mode>("look");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [open, setOpen] = useState({ accepted: false, whole: false, boxes: false });
  const [asked, setAsked] = useState<readonly string[]>([]);
  const [turned, setTurned] = useState<{ page: number; of: string } | null>(null);
  const [closer, setCloser] = useState(1);
  /** The field under the cursor, unless that is at the type's own line. */
  const named = field === TYPE ? null : field;
  const otherTypes = (document.type.alternatives ?? []).slice(0, MOST_TYPES);
  const seen = useRef(new Set<string>());
  const gathered = useRef<{ target: Target; page: number; words: Word[] } | null>(null);
  if (named && !cell) seen.current.add(named);
  const see = useCallback((name: string) => void seen.current.add(name), []);

  const editable = ["needs_review", "completed", "completed_with_warnings"].includes(document.status);
  const own: Spot | null = cell ? spotOfCell(document, cell) : spotOfField(document, field);
  const where = `${field}|${cell?.table}|${cell?.row}|${cell?.column}`;
  // Where papers are asked about, their page comes first.
  const stacked = papersAsked(document) > 0 ? document.pages.find((p) => p.papers)?.number : undefined;
  const page =
    (turned?.of === where ? turned.page : (stacked ?? own?.page)) || document.pages[0]?.number || 1;
  const words = useWords(document, page);

  const capturing = useCapture(document, (refused) => {
    setRefusal(refused);
    if ("field" in refused.target) setField(refused.target.field);
    else setCell(refused.target.cell);
    setMode("type");
  });
  const tell = (message: string, color?: string) =>
    notifications.show({
      message,
      color,
      autoClose: 2500,
      closeButtonProps: { "aria-label": t("common.close") },
    });
  const grid = useGrid({
    document,
    cell,
    words,
    capturing,
    onCell: (to) => {
      setCell(to);
      gathered.current = null;
    },
    onType: () => setMode("type"),
    onRead: (rows) => tell(t("review.rowsRead", { count: rows })),
  });

  const refresh = () => {
    gathered.current = null;
    setMode("look");
    setRefusal(null);
    setAsked([]);
  };
  const pick = (to: string | null) => {
    refresh();
    setCell(null);
    setField(to);
    setOpen((o) => ({ ...o, whole: false }));
  };
  const advance = (from: string | null) => {
    // As it stands now: keys come quicker than it is drawn.
    const now = capturing.now();
    const next = nextToLookAt(walkOf(now), from);
    const table = next ? null : flaggedCell(now);
    pick(next);
    if (table) setCell(table);
  };
  const act = (edit: Edit) => edits.do(document.id, edit);
  const trouble = (outcome: Awaited<ReturnType<typeof act>>) => {
    if (!outcome.ok && outcome.failure.code !== "stale_revision")
      tell(failure(outcome.failure).message, "red");
    return outcome.ok;
  };
  /** Takes the document for a type: the one it has is thereby right, and for another it is read anew. */
  const retype = (type: string) => {
    const same = type === document.type.name;
    void act({ kind: "type", type }).then((outcome) => {
      if (!trouble(outcome)) setField(TYPE);
      else if (!same && outcome.ok) pick(nextToLookAt(walkOf(outcome.document), null));
    });
    if (same) advance(TYPE);
  };
  const change = (target: string, edit: Edit) => {
    void act(edit).then((outcome) => trouble(outcome) || setField(target));
    advance(target);
  };
  const decide = async (edit: Edit) => {
    const landing = capturing.landed();
    ways.onNext(edit.kind !== "postpone");
    await landing;
    trouble(await act(edit));
  };
  const approve = () => {
    const left = unseen(capturing.now(), seen.current);
    if (left[0] && asked.length === 0) {
      pick(left[0]);
      setAsked(left);
      return;
    }
    void decide({ kind: "approve", rest: true });
  };
  const target = (): Target | null => (cell ? { cell } : named ? { field: named } : null);

  /** Takes words of the page, or a place on it, into what the cursor is at. */
  const takeWords = (taken: readonly Word[], add: boolean) => {
    if (!editable || taken.length === 0) return;
    const before = gathered.current;
    const into = add && before && before.page === page ? before.target : target();
    if (!into) return;
    const had = add ? (before?.target === into ? before.words : standing(into)) : [];
    const all = inOrder([...had, ...taken.filter((w) => !had.includes(w))]);
    const box = boxAround(all);
    if (!box) return;
    const confidence = Math.min(...all.map((w) => w.confidence));
    void capturing.capture(into, { text: textOf(all), page, box, confidence });
    if (!add) {
      if ("cell" in into) grid.captured(into.cell);
      else advance(into.field);
    }
    gathered.current = { target: into, page, words: all };
    setMode("look");
  };
  const standing = (into: Target): Word[] => {
    const spot = "field" in into ? spotOfField(document, into.field) : spotOfCell(document, into.cell);
    return spot?.box && spot.page === page ? within(words ?? [], spot.box) : [];
  };
  const takeBox = (drawn: [number, number, number, number]) => {
    const into = target();
    if (!editable || !into) return;
    const box = snapped(words ?? [], drawn);
    void capturing.capture(into, { text: textOf(within(words ?? [], box)), page, box, drawn: true });
    if ("cell" in into) grid.captured(into.cell);
    else advance(into.field);
  };
  const typed = (text: string, along: -1 | 0 | 1 = 0) => {
    const into = target();
    refresh();
    if (!into) return;
    const spot = { page: 0, box: null };
    if ("cell" in into) {
      if (text.trim()) void capturing.put(into, text, text, spot);
      else
        void act({
          kind: "table",
          table: into.cell.table,
          edits: [{ op: "set", row: into.cell.row + 1, column: into.cell.column }],
        });
      if (along === 0) grid.context(into.cell).move(1, 0);
      else grid.context(into.cell).next(along);
    } else if (text.trim()) {
      void capturing.put(into, text, text, spot);
      advance(into.field);
    } else change(into.field, { kind: "field", field: into.field, body: { action: "clear" } });
  };

  const choices = named && !cell ? choicesOf(document, named) : [];
  const tables = tablesOf(document);
  const context: ReviewContext = {
    editable,
    waits: document.status === "needs_review",
    field: cell ? null : field,
    fields: walk.order.length,
    choices: field === TYPE ? otherTypes.length : choices.length,
    hasTable: tables.length > 0,
    page,
    pages: Math.max(1, document.file.pages, document.pages.length),
    grid: cell ? grid.context(cell) : null,
    accept: () => {
      const now = capturing.now();
      if (field === TYPE) {
        if (walkOf(now).asksType) retype(now.type.name);
        return;
      }
      const held = field !== null && now.fields[field]?.flagged;
      if (held) change(field, { kind: "field", field, body: { action: "confirm" } });
      else if (field === null || nothingLeft(walkOf(now))) approve();
      else advance(field);
    },
    approve,
    choose: (number) => {
      const type = otherTypes[number - 1];
      if (field === TYPE && type) retype(type.name);
      const choice = choices[number - 1];
      if (named && choice) change(named, { kind: "field", field: named, body: choice.body });
    },
    type: () => target() && setMode("type"),
    clear: () => {
      if (!named) return;
      change(named, { kind: "field", field: named, body: { action: "clear" } });
      // It leaves what needs a look, and the cursor goes on.
      tell(t("review.clearedSaid", { field: name("field", named) }));
    },
    find: () => target() && setMode("find"),
    step: (by) => pick(stepFrom(walk, field, by)),
    showWhole: () => setOpen((o) => ({ ...o, whole: !o.whole })),
    showBoxes: () => setOpen((o) => ({ ...o, boxes: !o.boxes })),
    showAccepted: () => setOpen((o) => ({ ...o, accepted: !o.accepted })),
    enterTable: () => {
      const first = tables[0];
      const at = flaggedCell(document);
      if (at) setCell(at);
      else if (first) setCell({ table: first.name, row: 0, column: first.table.columns[0] ?? "" });
    },
    papers: editable ? papersAsked(document) : 0,
    takeApart: () => void pageVerbs.takeApart(document).then((done) => done && ways.onNext(false)),
    leaveTogether: () => void pageVerbs.leaveTogether(document),
    postpone: () => void decide({ kind: "postpone" }),
    reject: () => setMode("reject"),
    reopen: () => void act({ kind: "reopen" }).then(trouble),
    undo: () => ways.onStep("undo"),
    redo: () => ways.onStep("redo"),
    skip: () => ways.onNext(false),
    openDocument: () => ways.onDocument(named),
    openPage: ways.onPage,
    openTogether: () => ways.onTogether(named),
    zoom: (by) => setCloser((k) => Math.max(0.3, Math.min(6, k * 1.25 ** by))),
    turn: (to) => setTurned({ page: to, of: where }),
    leave: () => (asked.length > 0 ? setAsked([]) : ways.onLeave()),
  };
  return {
    context,
    walk,
    field,
    cell,
    mode,
    refusal,
    open,
    asked,
    closer,
    page,
    words,
    choices,
    otherTypes,
    spot: own && own.page === page ? own : null,
    reading: capturing.reading,
    targetName: cell ? cell.column : (named ?? ""),
    pick,
    see,
    setCell,
    typed,
    endMode: refresh,
    takeWords,
    takeBox,
    reject: (reason: string) => void decide({ kind: "reject", reason }),
  };
}

const nothingLeft = (walk: Walk) => walk.attention.length === 0 && !walk.asksType;

export type Review = ReturnType<typeof useReview>;
