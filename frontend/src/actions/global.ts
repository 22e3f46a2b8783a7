import type { Action } from "./action";

/** What is always at hand. */
export interface GlobalContext {
  showHelp(): void;
  showSettings(): void;
  showPalette(): void;
  openReview(): void;
  openTogether(): void;
  openInbox(): void;
  openFailed(): void;
  openInsights(): void;
  openExport(): void;
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
  {
    id: "palette",
    label: "action.palette",
    keys: ["mod+k"],
    when: () => true,
    run: (c) => c.showPalette(),
    inText: true,
  },
  {
    id: "goReview",
    label: "action.goReview",
    keys: ["alt+r"],
    when: () => true,
    run: (c) => c.openReview(),
    inText: true,
  },
  {
    id: "goTogether",
    label: "action.goTogether",
    keys: ["alt+g"],
    when: () => true,
    run: (c) => c.openTogether(),
    inText: true,
  },
  {
    id: "goInbox",
    label: "action.goInbox",
    keys: ["alt+i"],
    when: () => true,
    run: (c) => c.openInbox(),
    inText: true,
  },
  {
    id: "goFailed",
    label: "action.goFailed",
    keys: ["alt+f"],
    when: () => true,
    run: (c) => c.openFailed(),
    inText: true,
  },
  {
    id: "goInsights",
    label: "action.goInsights",
    keys: [],
    when: () => true,
    run: (c) => c.openInsights(),
  },
  {
    id: "goExport",
    label: "action.goExport",
    keys: ["alt+x"],
    when: () => true,
    run: (c) => c.openExport(),
    inText: true,
  },
];
