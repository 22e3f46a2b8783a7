import type { Action } from "./action";

/** What is always at hand. */
export interface GlobalContext {
  showHelp(): void;
  showSettings(): void;
}

export const globalActions: readonly Action<GlobalContext>[] = [
  { id: "help", label: "action.help", keys: ["?"], when: () => true, run: (c) => c.showHelp() },
  {
    id: "settings",
    label: "action.settings",
    keys: ["mod+,"],
    when: () => true,
    run: (c) => c.showSettings(),
  },
];
