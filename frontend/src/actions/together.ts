import type { Action } from "./action";

/** What looking at many documents together lets its actions do. */
export interface TogetherContext {
  /** Cards on screen; none when every field has been gone through. */
  cards: number;
  /** The card under the cursor can still be changed. */
  open: boolean;
  choices: number;
  /** Documents of which nothing is left to look at. */
  ready: number;
  fields: number;
  move(columns: number, rows: number): void;
  mark(): void;
  accept(): void;
  choose(number: number): void;
  type(): void;
  clear(): void;
  turn(by: 1 | -1): void;
  step(by: 1 | -1): void;
  approve(): void;
  undo(): void;
  redo(): void;
  single(): void;
  leave(): void;
}

type Act = Action<TogetherContext>;

const always = () => true;
const cards = (c: TogetherContext) => c.cards > 0;
const open = (c: TogetherContext) => c.open;
const arrow = (id: string, key: string, columns: number, rows: number): Act => ({
  id: `together.${id}`,
  label: `action.together.${id}` as Act["label"],
  keys: [key],
  when: cards,
  run: (c) => c.move(columns, rows),
});

export const togetherActions: readonly Act[] = [
  {
    id: "together.accept",
    label: "action.together.accept",
    keys: ["mod+Enter"],
    when: (c) => c.cards > 0 || c.ready > 0,
    once: true,
    run: (c) => (c.cards > 0 ? c.accept() : c.approve()),
  },
  { id: "together.mark", label: "action.together.mark", keys: [" "], when: open, run: (c) => c.mark() },
  {
    id: "together.type",
    label: "action.together.type",
    keys: ["Enter", "F4"],
    when: open,
    run: (c) => c.type(),
  },
  {
    id: "together.choose",
    label: "action.review.choose",
    keys: ["1", "2", "3", "4", "5", "6", "7", "8", "9"],
    shown: "keys.choose",
    when: (c) => c.open && c.choices > 0,
    run: (c, key) => c.choose(Number(key ?? 1)),
  },
  { id: "together.clear", label: "action.review.clear", keys: ["F8"], when: open, run: (c) => c.clear() },
  arrow("left", "ArrowLeft", -1, 0),
  arrow("right", "ArrowRight", 1, 0),
  arrow("up", "ArrowUp", 0, -1),
  arrow("down", "ArrowDown", 0, 1),
  {
    id: "together.nextScreen",
    label: "action.together.nextScreen",
    keys: ["PageDown"],
    when: cards,
    run: (c) => c.turn(1),
  },
  {
    id: "together.previousScreen",
    label: "action.together.previousScreen",
    keys: ["PageUp"],
    when: cards,
    run: (c) => c.turn(-1),
  },
  {
    id: "together.nextField",
    label: "action.together.nextField",
    keys: ["alt+ArrowDown"],
    when: (c) => c.fields > 0,
    run: (c) => c.step(1),
  },
  {
    id: "together.previousField",
    label: "action.together.previousField",
    keys: ["alt+ArrowUp"],
    when: (c) => c.fields > 0,
    run: (c) => c.step(-1),
  },
  {
    id: "together.approve",
    label: "action.together.approve",
    keys: ["mod+shift+Enter"],
    when: (c) => c.ready > 0,
    once: true,
    run: (c) => c.approve(),
  },
  { id: "together.undo", label: "action.review.undo", keys: ["mod+z"], when: always, run: (c) => c.undo() },
  {
    id: "together.redo",
    label: "action.review.redo",
    keys: ["mod+y", "mod+shift+z"],
    when: always,
    run: (c) => c.redo(),
  },
  {
    id: "together.single",
    label: "action.together.single",
    keys: ["F2"],
    when: always,
    run: (c) => c.single(),
  },
  {
    id: "together.leave",
    label: "action.review.leave",
    keys: ["Escape"],
    when: always,
    run: (c) => c.leave(),
  },
];
