import type { Action } from "./action";

/** What the page of tokens lets its actions do. */
export interface TokenContext {
  create(): void;
  /** Shows those that open nothing any more, too, or hides them. */
  toggleEnded(): void;
}

export const tokenActions: readonly Action<TokenContext>[] = [
  {
    id: "token.create",
    label: "action.token.create",
    keys: ["n"],
    when: () => true,
    run: (c) => c.create(),
  },
  {
    id: "token.ended",
    label: "action.token.ended",
    keys: ["a"],
    when: () => true,
    run: (c) => c.toggleEnded(),
  },
];
