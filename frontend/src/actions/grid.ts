import type { Action } from "./action";
import type { ReviewContext } from "./review";

/** What the table of the review lets its actions do, while the cursor is in it. */
export interface GridContext {
  rows: number;
  /** What rules offer for the cell under the cursor. */
  repairs: number;
  choose(number: number): void;
  move(rows: number, columns: number): void;
  accept(): void;
  type(): void;
  next(by: 1 | -1): void;
  fill(): void;
  rest(): void;
  clear(): void;
  insert(): void;
  remove(): void;
  leave(): void;
}

type Act = Action<ReviewContext>;

const inGrid = (c: ReviewContext) => c.grid !== null;
const onRow = (c: ReviewContext) => c.editable && (c.grid?.rows ?? 0) > 0;
const act =
  (run: (grid: GridContext) => void): Act["run"] =>
  (c) => {
    if (c.grid) run(c.grid);
  };
const arrow = (id: string, key: string, rows: number, columns: number): Act => ({
  id: `grid.${id}`,
  label: `action.grid.${id}` as Act["label"],
  keys: [key],
  when: inGrid,
  run: act((g) => g.move(rows, columns)),
});

/** Alive with the review's own; where both have a key, these come first. */
export const gridActions: readonly Act[] = [
  arrow("up", "ArrowUp", -1, 0),
  arrow("down", "ArrowDown", 1, 0),
  arrow("left", "ArrowLeft", 0, -1),
  arrow("right", "ArrowRight", 0, 1),
  {
    id: "grid.accept",
    label: "action.grid.accept",
    keys: ["Enter"],
    when: onRow,
    run: act((g) => g.accept()),
  },
  {
    id: "grid.choose",
    label: "action.grid.choose",
    keys: ["1", "2", "3"],
    shown: "keys.chooseCell",
    when: (c) => onRow(c) && (c.grid?.repairs ?? 0) > 0,
    run: (c, key) => c.grid?.choose(Number(key ?? 1)),
  },
  { id: "grid.next", label: "action.grid.next", keys: ["Tab"], when: inGrid, run: act((g) => g.next(1)) },
  {
    id: "grid.previous",
    label: "action.grid.previous",
    keys: ["shift+Tab"],
    when: inGrid,
    run: act((g) => g.next(-1)),
  },
  { id: "grid.type", label: "action.grid.type", keys: ["F4"], when: onRow, run: act((g) => g.type()) },
  { id: "grid.fill", label: "action.grid.fill", keys: ["mod+f"], when: onRow, run: act((g) => g.fill()) },
  { id: "grid.rest", label: "action.grid.rest", keys: ["mod+e"], when: onRow, run: act((g) => g.rest()) },
  { id: "grid.clear", label: "action.grid.clear", keys: ["mod+d"], when: onRow, run: act((g) => g.clear()) },
  {
    id: "grid.insert",
    label: "action.grid.insert",
    keys: ["mod+i"],
    when: (c) => inGrid(c) && c.editable,
    run: act((g) => g.insert()),
  },
  {
    id: "grid.remove",
    label: "action.grid.remove",
    keys: ["mod+Delete"],
    when: onRow,
    run: act((g) => g.remove()),
  },
  {
    id: "grid.leave",
    label: "action.grid.leave",
    keys: ["Escape"],
    when: inGrid,
    run: act((g) => g.leave()),
  },
];
