import type { Action } from "./action";

/** What the page of types lets its actions do. */
export interface TypesContext {
  create(): void;
  take(): void;
}

export const typesActions: readonly Action<TypesContext>[] = [
  {
    id: "types.create",
    label: "action.types.create",
    keys: ["n"],
    when: () => true,
    run: (c) => c.create(),
  },
  { id: "types.take", label: "action.types.take", keys: ["i"], when: () => true, run: (c) => c.take() },
];

/** What the editor of a type lets its actions do. */
export interface TypeContext {
  back(): void;
  save(): void;
  test(): void;
  /** There is something to save, and it can be. */
  ready: boolean;
  /** There are documents to try it on. */
  testable: boolean;
}

export const typeActions: readonly Action<TypeContext>[] = [
  { id: "type.back", label: "action.type.back", keys: ["Escape"], when: () => true, run: (c) => c.back() },
  {
    id: "type.test",
    label: "action.type.test",
    keys: ["mod+Enter"],
    when: (c) => c.testable,
    run: (c) => c.test(),
  },
  { id: "type.save", label: "action.type.save", keys: ["mod+s"], when: (c) => c.ready, run: (c) => c.save() },
];
