import type { Action } from "./action";

/** What the pages of the export let their actions do; what does not apply is null. */
export interface ExportContext {
  run: (() => Promise<void>) | null;
  append: (() => Promise<void>) | null;
  edit: (() => void) | null;
  copy: (() => void) | null;
  create: (() => void) | null;
  save: (() => Promise<void>) | null;
  addColumn: (() => void) | null;
  back: (() => void) | null;
}

/** Nothing applies; a page says what does. */
export const NO_EXPORT: ExportContext = {
  run: null,
  append: null,
  edit: null,
  copy: null,
  create: null,
  save: null,
  addColumn: null,
  back: null,
};

export const exportActions: readonly Action<ExportContext>[] = [
  {
    id: "export.run",
    label: "action.export.run",
    keys: ["mod+Enter"],
    when: (c) => c.run !== null,
    run: (c) => c.run?.(),
    inText: true,
    once: true,
  },
  {
    id: "export.append",
    label: "action.export.append",
    keys: ["mod+shift+Enter"],
    when: (c) => c.append !== null,
    run: (c) => c.append?.(),
    once: true,
  },
  {
    id: "export.edit",
    label: "action.export.edit",
    keys: ["e"],
    when: (c) => c.edit !== null,
    run: (c) => c.edit?.(),
  },
  {
    id: "export.copy",
    label: "action.export.copy",
    keys: ["c"],
    when: (c) => c.copy !== null,
    run: (c) => c.copy?.(),
  },
  {
    id: "export.create",
    label: "action.export.create",
    keys: ["n"],
    when: (c) => c.create !== null,
    run: (c) => c.create?.(),
  },
  {
    id: "export.save",
    label: "action.export.save",
    keys: ["mod+s"],
    when: (c) => c.save !== null,
    run: (c) => c.save?.(),
    inText: true,
    once: true,
  },
  {
    id: "export.addColumn",
    label: "action.export.addColumn",
    keys: ["+"],
    when: (c) => c.addColumn !== null,
    run: (c) => c.addColumn?.(),
  },
  {
    id: "export.back",
    label: "action.export.back",
    keys: ["Escape"],
    when: (c) => c.back !== null,
    run: (c) => c.back?.(),
  },
];
