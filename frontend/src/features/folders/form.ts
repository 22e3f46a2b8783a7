import type { Folder, FolderCheck, FolderRequest, FolderSettings } from "@/api/types";

export type After = Folder["after"];

/** What a person has chosen for a folder so far. */
export interface Draft {
  path: string;
  /** What was found at the path as it stands; null before. */
  found: FolderCheck | null;
  /** Empty: the proposed one. */
  name: string;
  type: string;
  languages: readonly string[];
  separators: readonly string[];
  include: readonly string[];
  exclude: readonly string[];
  after: After;
  moveTo: string;
  tags: boolean;
  settle: number | string;
}

/** What still stands in the way of saving. */
export type Problem = "path" | "name" | "moveTo" | "settle";

/** A draft for a new folder, or of one that there is. */
export function draftOf(folder: Folder | null): Draft {
  return {
    path: folder?.path ?? "",
    found: null,
    name: folder?.name ?? "",
    type: folder?.type ?? "auto",
    languages: folder?.languages ?? [],
    separators: folder?.separators ?? [],
    include: folder?.include ?? [],
    exclude: folder?.exclude ?? [],
    after: folder?.after ?? "leave",
    moveTo: folder?.move_to || "done",
    tags: folder?.tags ?? false,
    settle: folder?.settle ?? 3,
  };
}

/** Whether it is written like a whole path. */
export const isWhole = (path: string): boolean => /^(\/|[A-Za-z]:\\)/.test(path.trim());

const isBelow = (to: string): boolean =>
  to.trim() !== "" && !to.startsWith("/") && !to.split("/").some((part) => ["", ".", ".."].includes(part));

/** What is missing, in the order of the form. */
export function problemsOf(draft: Draft, before: Folder | null): Problem[] {
  const found: Problem[] = [];
  const settle = Number(draft.settle);
  if (!before && !isWhole(draft.path)) found.push("path");
  if (/[/\\]/.test(draft.name) || (before && !draft.name.trim())) found.push("name");
  if (draft.after === "move" && !isBelow(draft.moveTo)) found.push("moveTo");
  if (!(settle >= 0.1 && settle <= 3600)) found.push("settle");
  return found;
}

/** The settings as they are sent; the draft has no problems. */
export function settingsOf(draft: Draft): FolderSettings {
  const name = draft.name.trim();
  return {
    ...(name && { name }),
    type: draft.type,
    languages: [...draft.languages],
    separators: [...draft.separators],
    include: [...draft.include],
    exclude: [...draft.exclude],
    after: draft.after,
    ...(draft.after === "move" && { move_to: draft.moveTo.trim() }),
    tags: draft.tags,
    settle: Number(draft.settle),
  };
}

/** The request that watches the folder. */
export const requestOf = (draft: Draft): FolderRequest => ({
  path: draft.path.trim(),
  ...settingsOf(draft),
});
