import type { Action } from "./action";
import type { GridContext } from "./grid";
import type { PapersContext } from "./papers";

/** What the review lets its actions do. */
export interface ReviewContext extends PapersContext {
  /** Values can be changed: neither approved nor rejected. */
  editable: boolean;
  waits: boolean;
  /** The field under the cursor, if any. */
  field: string | null;
  fields: number;
  choices: number;
  hasTable: boolean;
  page: number;
  pages: number;
  /** The table has the cursor. */
  grid: GridContext | null;
  accept(): void;
  approve(): void;
  choose(number: number): void;
  type(): void;
  clear(): void;
  find(): void;
  step(by: 1 | -1): void;
  showWhole(): void;
  showBoxes(): void;
  showAccepted(): void;
  enterTable(): void;
  postpone(): void;
  reject(): void;
  reopen(): void;
  undo(): void;
  redo(): void;
  skip(): void;
  openDocument(): void;
  openPage(): void;
  openTogether(): void;
  zoom(by: 1 | -1): void;
  turn(to: number): void;
  leave(): void;
}

type Act = Action<ReviewContext>;

const always = () => true;
const fields = (c: ReviewContext) => c.grid === null;
const atField = (c: ReviewContext) => c.grid === null && c.editable && c.field !== null;
const pointing = { keys: [], when: () => false, run: () => {} } as const;

export const reviewActions: readonly Act[] = [
  {
    id: "review.accept",
    label: "action.review.accept",
    keys: ["Enter"],
    when: (c) => fields(c) && c.editable,
    once: true,
    run: (c) => c.accept(),
  },
  {
    id: "review.approve",
    label: "action.review.approve",
    keys: ["mod+Enter"],
    when: (c) => c.editable,
    once: true,
    run: (c) => c.approve(),
    inText: true,
  },
  {
    id: "review.choose",
    label: "action.review.choose",
    keys: ["1", "2", "3", "4", "5", "6", "7", "8", "9"],
    shown: "keys.choose",
    when: (c) => atField(c) && c.choices > 0,
    run: (c, key) => c.choose(Number(key ?? 1)),
  },
  { id: "review.click", label: "action.review.click", shown: "keys.click", ...pointing },
  { id: "review.drag", label: "action.review.drag", shown: "keys.drag", ...pointing },
  { id: "review.add", label: "action.review.add", shown: "keys.add", ...pointing },
  {
    id: "review.find",
    label: "action.review.find",
    keys: ["/"],
    when: (c) => c.editable && (c.field !== null || c.grid !== null),
    run: (c) => c.find(),
  },
  { id: "review.type", label: "action.review.type", keys: ["e"], when: atField, run: (c) => c.type() },
  {
    id: "review.nextField",
    label: "action.review.nextField",
    keys: ["alt+ArrowDown"],
    when: (c) => c.fields > 0,
    run: (c) => c.step(1),
    inText: true,
  },
  {
    id: "review.previousField",
    label: "action.review.previousField",
    keys: ["alt+ArrowUp"],
    when: (c) => c.fields > 0,
    run: (c) => c.step(-1),
    inText: true,
  },
  {
    id: "review.whole",
    label: "action.review.whole",
    keys: ["F2"],
    when: always,
    run: (c) => c.showWhole(),
    inText: true,
  },
  {
    id: "review.clear",
    label: "action.review.clear",
    keys: ["F8"],
    when: atField,
    run: (c) => c.clear(),
    inText: true,
  },
  { id: "review.undo", label: "action.review.undo", keys: ["mod+z"], when: always, run: (c) => c.undo() },
  {
    id: "review.redo",
    label: "action.review.redo",
    keys: ["mod+y", "mod+shift+z"],
    when: always,
    run: (c) => c.redo(),
  },
  {
    id: "review.postpone",
    label: "action.review.postpone",
    keys: ["F6"],
    when: (c) => c.waits,
    once: true,
    run: (c) => c.postpone(),
    inText: true,
  },
  {
    id: "review.reject",
    label: "action.review.reject",
    keys: ["shift+F6"],
    when: (c) => c.waits,
    run: (c) => c.reject(),
    inText: true,
  },
  {
    id: "review.reopen",
    label: "action.review.reopen",
    keys: ["o"],
    when: (c) => !c.editable,
    run: (c) => c.reopen(),
  },
  { id: "review.skip", label: "action.review.skip", keys: ["n"], when: fields, run: (c) => c.skip() },
  {
    id: "review.accepted",
    label: "action.review.accepted",
    keys: ["a"],
    when: fields,
    run: (c) => c.showAccepted(),
  },
  {
    id: "review.table",
    label: "action.review.table",
    keys: ["t"],
    when: (c) => fields(c) && c.hasTable,
    run: (c) => c.enterTable(),
  },
  { id: "review.boxes", label: "action.review.boxes", keys: ["b"], when: fields, run: (c) => c.showBoxes() },
  {
    id: "review.zoomIn",
    label: "action.document.zoomIn",
    keys: ["+", "="],
    when: fields,
    run: (c) => c.zoom(1),
  },
  {
    id: "review.zoomOut",
    label: "action.document.zoomOut",
    keys: ["-"],
    when: fields,
    run: (c) => c.zoom(-1),
  },
  {
    id: "review.nextPage",
    label: "action.document.nextPage",
    keys: ["PageDown"],
    when: (c) => c.page < c.pages,
    run: (c) => c.turn(c.page + 1),
  },
  {
    id: "review.previousPage",
    label: "action.document.previousPage",
    keys: ["PageUp"],
    when: (c) => c.page > 1,
    run: (c) => c.turn(c.page - 1),
  },
  {
    id: "review.document",
    label: "action.review.document",
    keys: ["d"],
    when: fields,
    run: (c) => c.openDocument(),
  },
  {
    id: "review.together",
    label: "action.review.together",
    keys: ["g"],
    when: fields,
    run: (c) => c.openTogether(),
  },
  { id: "review.page", label: "action.review.page", keys: ["w"], when: fields, run: (c) => c.openPage() },
  { id: "review.leave", label: "action.review.leave", keys: ["Escape"], when: fields, run: (c) => c.leave() },
];
