import type { Action } from "./action";

/** What the strip about sensitive documents lets its actions do. */
export interface SensitiveContext {
  /** A rule is proposed. */
  offered: boolean;
  accept(): void;
  decline(): void;
}

export const sensitiveActions: readonly Action<SensitiveContext>[] = [
  {
    id: "sensitive.accept",
    label: "action.sensitive.accept",
    keys: [],
    when: (c) => c.offered,
    run: (c) => c.accept(),
  },
  {
    id: "sensitive.decline",
    label: "action.sensitive.decline",
    keys: [],
    when: (c) => c.offered,
    run: (c) => c.decline(),
  },
];
