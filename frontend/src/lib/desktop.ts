// Everything that only the desktop window can do, in one place. In a browser
// each of these is absent and its caller falls back to the web's own way.

/** What the window's Session() answers. */
export interface DesktopSession {
  baseURL: string;
  token: string;
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

interface DesktopBinding {
  Session(): Promise<DesktopSession>;
  PickFiles(): Promise<string[] | null>;
  ImportPaths(paths: string[]): Promise<Imported>;
  SaveCSV(query: string): Promise<string>;
  RevealOriginal(id: string): Promise<void>;
}

interface WailsRuntime {
  OnFileDrop(callback: (x: number, y: number, paths: string[]) => void, useDropTarget: boolean): void;
  OnFileDropOff(): void;
  BrowserOpenURL(url: string): void;
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

/** Hands paths to the backend, which reads the files itself. */
export async function importPaths(paths: string[]): Promise<Taken[]> {
  return (await binding()?.ImportPaths(paths))?.documents ?? [];
}

/** Asks where to save the CSV and writes it; empty when cancelled, else the path. */
export async function saveCSV(query: string): Promise<string> {
  return (await binding()?.SaveCSV(query)) ?? "";
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

/** Shows an address in the system's browser. */
export function openOutside(url: string): void {
  window.runtime?.BrowserOpenURL?.(url);
}
