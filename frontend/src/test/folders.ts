import { vi } from "vitest";
import type { FoldersApi } from "@/api/folders";
import type { Folder, FolderFile } from "@/api/types";

/** A folder that is watched by events and has seen nothing, unless told otherwise. */
export function aFolder(id: string, more: Partial<Folder> = {}): Folder {
  return {
    id,
    name: id,
    path: `/srv/${id}`,
    paused: false,
    type: "auto",
    languages: [],
    separators: [],
    include: [],
    exclude: [],
    after: "leave",
    move_to: "done",
    tags: false,
    settle: 3,
    created_at: "2026-01-01T00:00:00Z",
    state: "watching",
    detail: "",
    since: null,
    watching: "events",
    polling: "",
    every: 60,
    scanned_at: "2026-01-01T00:00:00Z",
    counts: { waiting: 0, taken: 0, duplicates: 0, passed_over: 0, failed: 0, gone: 0 },
    last_file: null,
    ...more,
  };
}

/** A file that was taken and left where it is, unless told otherwise. */
export function aFile(id: number, path: string, more: Partial<FolderFile> = {}): FolderFile {
  return {
    id,
    folder_id: "scans",
    path,
    size: 1000,
    modified_at: "2026-01-01T00:00:00Z",
    first_seen_at: "2026-01-01T00:00:00Z",
    changed_at: "2026-01-01T00:00:00Z",
    state: "taken",
    reason: "",
    message: "",
    error: null,
    tries: 0,
    next_at: null,
    document_id: "",
    duplicate: false,
    source: "left",
    moved_to: "",
    present: true,
    ...more,
  };
}

/** The far side of watched folders; what is not set up for a test fails. */
export function fakeFolders(folders: readonly Folder[] = [], files: readonly FolderFile[] = []) {
  const unset = async () => {
    throw new Error("not set up");
  };
  return {
    all: vi.fn<FoldersApi["all"]>(async () => [...folders]),
    one: vi.fn<FoldersApi["one"]>(async (id) => {
      const found = folders.find((f) => f.id === id);
      if (!found) throw new Error("no such folder");
      return found;
    }),
    check: vi.fn<FoldersApi["check"]>(async (path) => ({
      path,
      name: path.split("/").pop() ?? "",
      watching: "events",
      polling: "",
      writable: true,
    })),
    create: vi.fn<FoldersApi["create"]>(unset),
    update: vi.fn<FoldersApi["update"]>(unset),
    remove: vi.fn<FoldersApi["remove"]>(async () => {}),
    pause: vi.fn<FoldersApi["pause"]>(async () => {}),
    resume: vi.fn<FoldersApi["resume"]>(async () => {}),
    scan: vi.fn<FoldersApi["scan"]>(async () => {}),
    files: vi.fn<FoldersApi["files"]>(async () => ({ files: [...files], next: "" })),
    take: vi.fn<FoldersApi["take"]>(async () => {}),
    leave: vi.fn<FoldersApi["leave"]>(async () => {}),
    forget: vi.fn<FoldersApi["forget"]>(async () => {}),
  } satisfies FoldersApi;
}
