import type { FileState, Folder, FolderFile } from "@/api/types";
import type { Tone } from "@/lib/status";

const FOLDER_TONES: Readonly<Record<Folder["state"], Tone>> = {
  starting: "working",
  watching: "ready",
  away: "look",
  stuck: "failed",
  paused: "idle",
  stopped: "idle",
};

const FILE_TONES: Readonly<Record<FileState, Tone>> = {
  waiting: "working",
  taken: "ready",
  passed_over: "idle",
  failed: "failed",
  gone: "idle",
};

export const toneOfFolder = (folder: Folder): Tone => FOLDER_TONES[folder.state];
export const toneOfFile = (file: FolderFile): Tone => FILE_TONES[file.state];

/** What a person can do with a file. */
export type FileAct = "take" | "leave" | "forget";

// Nobody can wish a pipe to be a file, or a text to be a page.
const NO_FILES = [
  "fifo",
  "socket",
  "device",
  "link",
  "link_outside",
  "link_broken",
  "own_folder",
  "moved_here",
  "folder_unreadable",
  "no_file",
  "unsupported_type",
  "empty_file",
];

/** Which acts a file allows. */
export function actsOf(file: FolderFile): FileAct[] {
  if (!file.present) return ["forget"];
  if (!file.path || file.path.endsWith("/") || NO_FILES.includes(file.reason)) return [];
  return file.state === "taken" || file.reason === "left_alone" ? ["take"] : ["take", "leave"];
}

/** How taking a file is called: it depends on what became of it so far. */
export function takeLabel(file: FolderFile): "file.take" | "file.again" | "file.onceMore" {
  if (file.state === "taken") return "file.onceMore";
  return file.state === "failed" || file.tries > 0 ? "file.again" : "file.take";
}
