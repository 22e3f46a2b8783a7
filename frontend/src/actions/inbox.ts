import type { Action } from "./action";

/** What the inbox lets its actions do. */
export interface InboxContext {
  /** Documents shown. */
  count: number;
  /** Row under the cursor, -1 for none. */
  cursor: number;
  /** Documents the verbs work on: the selection, else the row under the cursor. */
  targets: readonly string[];
  selected: number;
  move(to: number, extend: boolean): void;
  open(): void;
  toggle(): void;
  selectAll(): void;
  clear(): void;
  remove(): void;
  reread(): Promise<void>;
  focusSearch(): void;
  choose(): void;
  csv(): Promise<void>;
  /** Samples among the documents. */
  samples: number;
  addSamples(): void;
  removeSamples(): void;
  /** Documents that match the filter, loaded or not. */
  total: number;
  approve(): void;
  retype(): void;
  /** Something of what the verbs work on is being read, or waits for it. */
  stoppable: boolean;
  cancel(): void;
  selectMatching(): Promise<void>;
  showFilter(): void;
  /** The row under the cursor can be reviewed. */
  reviewable: boolean;
  review(): void;
  /** Documents that wait for a look. */
  waiting: number;
  together(): void;
  /** Goes to the export with what is selected, else with what is shown. */
  exportThese(): void;
}

const rows = (c: InboxContext) => c.count > 0;
const some = (c: InboxContext) => c.targets.length > 0;

export const inboxActions: readonly Action<InboxContext>[] = [
  {
    id: "inbox.search",
    label: "action.inbox.search",
    keys: ["/"],
    when: () => true,
    run: (c) => c.focusSearch(),
  },
  {
    id: "inbox.choose",
    label: "action.inbox.choose",
    keys: ["o", "mod+o"],
    when: () => true,
    run: (c) => c.choose(),
  },
  {
    id: "inbox.next",
    label: "action.inbox.next",
    keys: ["ArrowDown", "j"],
    when: rows,
    run: (c) => c.move(c.cursor + 1, false),
  },
  {
    id: "inbox.previous",
    label: "action.inbox.previous",
    keys: ["ArrowUp", "k"],
    when: rows,
    run: (c) => c.move(c.cursor - 1, false),
  },
  {
    id: "inbox.extendNext",
    label: "action.inbox.extendNext",
    keys: ["shift+ArrowDown"],
    when: rows,
    run: (c) => c.move(c.cursor + 1, true),
  },
  {
    id: "inbox.extendPrevious",
    label: "action.inbox.extendPrevious",
    keys: ["shift+ArrowUp"],
    when: rows,
    run: (c) => c.move(c.cursor - 1, true),
  },
  {
    id: "inbox.first",
    label: "action.inbox.first",
    keys: ["Home"],
    when: rows,
    run: (c) => c.move(0, false),
  },
  {
    id: "inbox.last",
    label: "action.inbox.last",
    keys: ["End"],
    when: rows,
    run: (c) => c.move(c.count - 1, false),
  },
  {
    id: "inbox.open",
    label: "action.inbox.open",
    keys: ["Enter"],
    when: (c) => c.cursor >= 0,
    run: (c) => c.open(),
  },
  {
    id: "inbox.toggle",
    label: "action.inbox.toggle",
    keys: [" "],
    when: (c) => c.cursor >= 0,
    run: (c) => c.toggle(),
  },
  {
    id: "inbox.selectAll",
    label: "action.inbox.selectAll",
    keys: ["mod+a"],
    when: rows,
    run: (c) => c.selectAll(),
  },
  {
    id: "inbox.clear",
    label: "action.inbox.clear",
    keys: ["Escape"],
    when: (c) => c.selected > 0,
    run: (c) => c.clear(),
  },
  {
    id: "inbox.review",
    label: "action.inbox.review",
    keys: ["v"],
    when: (c) => c.reviewable,
    run: (c) => c.review(),
  },
  {
    id: "inbox.together",
    label: "action.inbox.together",
    keys: ["g"],
    when: (c) => c.waiting > 1,
    run: (c) => c.together(),
  },
  {
    id: "inbox.export",
    label: "action.inbox.export",
    keys: ["x"],
    when: rows,
    run: (c) => c.exportThese(),
  },
  { id: "inbox.reread", label: "action.inbox.reread", keys: ["r"], when: some, run: (c) => c.reread() },
  { id: "inbox.delete", label: "action.inbox.delete", keys: ["Delete"], when: some, run: (c) => c.remove() },
  {
    id: "inbox.samples",
    label: "action.inbox.samples",
    keys: [],
    when: (c) => c.samples === 0,
    run: (c) => c.addSamples(),
  },
  {
    id: "inbox.removeSamples",
    label: "action.inbox.removeSamples",
    keys: [],
    when: (c) => c.samples > 0,
    run: (c) => c.removeSamples(),
  },
  {
    id: "inbox.filter",
    label: "action.inbox.filter",
    keys: ["f"],
    when: () => true,
    run: (c) => c.showFilter(),
  },
  {
    id: "inbox.selectMatching",
    label: "action.inbox.selectMatching",
    keys: ["mod+shift+A"],
    when: rows,
    run: (c) => c.selectMatching(),
  },
  {
    id: "inbox.approve",
    label: "action.inbox.approve",
    keys: ["a"],
    when: some,
    once: true,
    run: (c) => c.approve(),
  },
  { id: "inbox.retype", label: "action.inbox.retype", keys: ["t"], when: some, run: (c) => c.retype() },
  {
    id: "inbox.cancel",
    label: "action.inbox.cancel",
    keys: ["c"],
    when: (c) => some(c) && c.stoppable,
    once: true,
    run: (c) => c.cancel(),
  },
  { id: "inbox.csv", label: "action.inbox.csv", keys: ["e"], when: rows, run: (c) => c.csv() },
];
