// Everything that only the desktop window can do, in one place. In a browser
// each of these is absent and its caller falls back to the web's own way.

import type { ExportRun } from "@/api/exports";
import type { Failure } from "@/api/types";

/** What the window's Session() answers. */
export interface DesktopSession {
  baseURL: string;
  token: string;
  /** Where a window that shows but one page begins; empty for the whole program. */
  page?: string;
}

/** What became of one file that the backend was told to take. */
export interface Taken {
  name: string;
  id?: string;
  status?: string;
  duplicate?: boolean;
  /** The ZIP or mail that it was in, and why it was left there. */
  container?: string;
  passed_over?: string;
  error?: { code: string; class: string; message: string; hint: string; detail?: string };
}

interface Imported {
  documents: Taken[] | null;
}

/** What closing may mean while work goes on; nothing keeps the window open. */
export type ClosingChoice = "background" | "finish" | "stop" | "";

interface DesktopBinding {
  Session(): Promise<DesktopSession>;
  Opened(): Promise<Taken[] | null>;
  KeepLanguage(language: string): Promise<void>;
  AnswerClosing(choice: ClosingChoice, remember: boolean): Promise<void>;
  Notify(title: string, body: string): Promise<void>;
  OpenPage(): Promise<void>;
  Window(verb: string): Promise<void>;
  PickFiles(): Promise<string[] | null>;
  PickFolder(): Promise<string>;
  ImportPaths(paths: string[]): Promise<Imported>;
  SaveCSV(query: string): Promise<string>;
  SaveExport(wanted: WantedExport): Promise<SavedExport>;
  SaveExportAgain(id: string, name: string, now: boolean): Promise<SavedExport>;
  RevealOriginal(id: string): Promise<void>;
}

/** An export as the window makes it: `query` is a filter as the API's lists take it. */
export interface WantedExport {
  query: string;
  name: string;
  profile: string;
  which: string;
  review: boolean;
  ids: string[];
  append: boolean;
}

/** What became of it; the path is empty when the dialog was cancelled. */
export interface SavedExport {
  path: string;
  run?: ExportRun | null;
  error?: Failure | null;
}

interface WailsRuntime {
  OnFileDrop(callback: (x: number, y: number, paths: string[]) => void, useDropTarget: boolean): void;
  OnFileDropOff(): void;
  BrowserOpenURL(url: string): void;
  EventsOn(name: string, callback: (...data: unknown[]) => void): () => void;
  ClipboardGetText(): Promise<string>;
}

declare global {
  interface Window {
    go?: { main?: { Desktop?: DesktopBinding } };
    runtime?: Partial<WailsRuntime>;
    wails?: { flags?: { enableWailsDragAndDrop?: boolean } };
  }
}

const binding = (): DesktopBinding | undefined => window.go?.main?.Desktop;

/** Whether the page runs in the desktop window. */
export const inWindow = (): boolean => binding() !== undefined;

/** The window's session, or null in a browser. */
export async function desktopSession(): Promise<DesktopSession | null> {
  return (await binding()?.Session()) ?? null;
}

/** Lets the person choose files; empty when they changed their mind. */
export async function pickFiles(): Promise<string[]> {
  return (await binding()?.PickFiles()) ?? [];
}

/** Lets the person choose a folder; empty when they changed their mind. */
export async function pickFolder(): Promise<string> {
  return (await binding()?.PickFolder()) ?? "";
}

/** Hands paths to the backend, which reads the files itself. */
export async function importPaths(paths: string[]): Promise<Taken[]> {
  return (await binding()?.ImportPaths(paths))?.documents ?? [];
}

/** Asks where to save the CSV and writes it; empty when cancelled, else the path. */
export async function saveCSV(query: string): Promise<string> {
  return (await binding()?.SaveCSV(query)) ?? "";
}

/** Asks where to, or which file to append to, and exports there. */
export async function saveExport(wanted: WantedExport): Promise<SavedExport> {
  return (await binding()?.SaveExport(wanted)) ?? { path: "" };
}

/** Asks where to and writes the file of an export again. */
export async function saveExportAgain(id: string, name: string, now: boolean): Promise<SavedExport> {
  return (await binding()?.SaveExportAgain(id, name, now)) ?? { path: "" };
}

/** Shows a document's original in the file manager. */
export async function revealOriginal(id: string): Promise<void> {
  await binding()?.RevealOriginal(id);
}

/** Whether the window itself takes dropped files, so that the page must not. */
export const hasNativeDrop = (): boolean =>
  inWindow() && window.wails?.flags?.enableWailsDragAndDrop === true;

/** Calls back with the paths of files dropped on the window; returns the way to stop. */
export function onFileDrop(callback: (paths: string[]) => void): () => void {
  if (!hasNativeDrop() || !window.runtime?.OnFileDrop) return () => {};
  window.runtime.OnFileDrop((_x, _y, paths) => callback(paths), false);
  return () => window.runtime?.OnFileDropOff?.();
}

/** What the window says to its page. */
export type DesktopEvent = "menu" | "closing" | "opened";

/** Hears what the window has to say; returns the way to stop. */
export function onDesktop(event: DesktopEvent, callback: (data: unknown) => void): () => void {
  return window.runtime?.EventsOn?.(`deskclerk:${event}`, (data) => callback(data)) ?? (() => {});
}

/** What became of files that the program was started or called with, once. */
export async function openedFiles(): Promise<Taken[]> {
  return (await binding()?.Opened?.()) ?? [];
}

/** Lets the menus of the next start speak the language. */
export async function keepLanguage(language: string): Promise<void> {
  await binding()?.KeepLanguage?.(language);
}

/** Answers the question that closing the window put. */
export async function answerClosing(choice: ClosingChoice, remember: boolean): Promise<void> {
  await binding()?.AnswerClosing(choice, remember);
}

/** Tells something through the system, which brings the review up when it is clicked. */
export async function notifyByDesktop(title: string, body: string): Promise<void> {
  await binding()?.Notify(title, body);
}

/** Shows the page alone in a window of its own. */
export async function openPageWindow(): Promise<void> {
  await binding()?.OpenPage();
}

/** What can be done to the window itself. */
export type WindowVerb = "minimise" | "maximise" | "fullScreen" | "reload" | "close" | "quit";

export async function doToWindow(verb: WindowVerb): Promise<void> {
  await binding()?.Window(verb);
}

/** What was copied last. */
export async function clipboardText(): Promise<string> {
  return (await window.runtime?.ClipboardGetText?.()) ?? "";
}

/** Shows an address in the system's browser. */
export function openOutside(url: string): void {
  window.runtime?.BrowserOpenURL?.(url);
}
