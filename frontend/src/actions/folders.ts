import type { Folder } from "@/api/types";
import type { Action } from "./action";

/** What the page of a watched folder lets its actions do; in the list there is none open. */
export interface FolderContext {
  /** The folder that is open. */
  folder: Pick<Folder, "state"> | null;
  create(): void;
  back(): void;
  edit(): void;
  pause(): void;
  resume(): void;
  scan(): void;
  remove(): void;
}

const open = (c: FolderContext) => c.folder !== null;
const looked = (c: FolderContext) => open(c) && c.folder?.state !== "paused" && c.folder?.state !== "stopped";

export const folderActions: readonly Action<FolderContext>[] = [
  {
    id: "folder.create",
    label: "action.folder.create",
    keys: ["n"],
    when: (c) => c.folder === null,
    run: (c) => c.create(),
  },
  { id: "folder.back", label: "action.folder.back", keys: ["Escape"], when: open, run: (c) => c.back() },
  { id: "folder.scan", label: "action.folder.scan", keys: ["l"], when: looked, run: (c) => c.scan() },
  { id: "folder.edit", label: "action.folder.edit", keys: ["e"], when: open, run: (c) => c.edit() },
  {
    id: "folder.pause",
    label: "action.folder.pause",
    keys: ["p"],
    when: (c) => open(c) && c.folder?.state !== "paused",
    run: (c) => c.pause(),
  },
  {
    id: "folder.resume",
    label: "action.folder.resume",
    keys: ["r"],
    when: (c) => c.folder?.state === "paused",
    run: (c) => c.resume(),
  },
  {
    id: "folder.remove",
    label: "action.folder.remove",
    keys: ["Delete"],
    when: open,
    run: (c) => c.remove(),
  },
];
