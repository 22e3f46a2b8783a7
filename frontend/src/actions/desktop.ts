import type { WindowVerb } from "@/lib/desktop";
import type { Action } from "./action";

/** What the menus offer beside the pages' own verbs. */
export interface DesktopContext {
  /** The program has a window of its own. */
  desktop: boolean;
  edit(what: "cut" | "copy" | "paste" | "selectAll"): void;
  colours(scheme: "auto" | "light" | "dark"): void;
  openDocs(): void;
  about(): void;
  window(verb: WindowVerb): void;
}

const always = () => true;
const desktop = (c: DesktopContext) => c.desktop;

const edit = (what: "cut" | "copy" | "paste" | "selectAll") =>
  ({
    id: `edit.${what}`,
    label: `action.edit.${what}`,
    keys: [],
    when: desktop,
    run: (c: DesktopContext) => c.edit(what),
  }) as const;

const colours = (scheme: "auto" | "light" | "dark") =>
  ({
    id: `view.${scheme}`,
    label: `action.view.${scheme}`,
    keys: [],
    when: always,
    run: (c: DesktopContext) => c.colours(scheme),
  }) as const;

const window = (verb: WindowVerb, keys: readonly string[]) =>
  ({
    id: `window.${verb}`,
    label: `action.window.${verb}`,
    keys,
    when: desktop,
    inText: true,
    run: (c: DesktopContext) => c.window(verb),
  }) as const;

export const desktopActions: readonly Action<DesktopContext>[] = [
  edit("cut"),
  edit("copy"),
  edit("paste"),
  edit("selectAll"),
  colours("auto"),
  colours("light"),
  colours("dark"),
  { id: "docs", label: "action.docs", keys: ["F1"], when: always, run: (c) => c.openDocs(), inText: true },
  { id: "about", label: "action.about", keys: [], when: always, run: (c) => c.about() },
  window("minimise", []),
  window("maximise", []),
  window("fullScreen", ["F11"]),
  window("reload", ["F5"]),
  window("close", ["mod+w"]),
  window("quit", ["mod+q"]),
];
