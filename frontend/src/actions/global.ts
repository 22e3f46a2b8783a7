import type { Action } from "./action";

/** What is always at hand. */
export interface GlobalContext {
  showHelp(): void;
}

export const globalActions: readonly Action<GlobalContext>[] = [
  { id: "help", label: "action.help", keys: ["?"], when: () => true, run: (c) => c.showHelp() },
];
