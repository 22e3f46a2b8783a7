import type { MessageKey } from "@/i18n";

/** A sentence that needs nothing filled in and names an action. */
export type ActionLabel = Extract<MessageKey, `action.${string}`>;

/**
 * One verb a person can do, in a context C. Keys, buttons, menus and the help
 * sheet all read it from here.
 */
export interface Action<C> {
  id: string;
  label: ActionLabel;
  /** Key bindings such as "Delete", "mod+a" or "alt+ArrowDown"; the first is shown. */
  keys: readonly string[];
  /** What the sheet of keys shows instead: a range of keys, or what the pointer does. */
  shown?: Extract<MessageKey, `keys.${string}`>;
  /** Whether it applies now. */
  when(context: C): boolean;
  /** `key` is the binding that was pressed; without one it was a button or the palette. */
  run(context: C, key?: string): void | Promise<void>;
  /** A key that is held down does it but once. */
  once?: boolean;
  /** Works while a text field has the focus, too. */
  inText?: boolean;
}

/** A group of actions that are alive at the same time. */
export interface ActionGroup {
  title:
    | "help.global"
    | "help.inbox"
    | "help.document"
    | "help.review"
    | "help.together"
    | "help.grid"
    | "help.webhook"
    | "help.token"
    | "help.desktop"
    | "help.export"
    | "help.folder"
    | "help.types"
    | "help.type"
    | "help.upkeep";
  actions: readonly Pick<Action<never>, "id" | "label" | "keys" | "shown">[];
}

/** Bindings that two actions of the list share, with the ids of both. */
export function clashes(actions: readonly Pick<Action<never>, "id" | "keys">[]): string[] {
  const owner = new Map<string, string>();
  const found: string[] = [];
  for (const action of actions) {
    for (const key of action.keys) {
      const other = owner.get(key);
      if (other) found.push(`${key}: ${other}, ${action.id}`);
      owner.set(key, action.id);
    }
  }
  return found;
}
