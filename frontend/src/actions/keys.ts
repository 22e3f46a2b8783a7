/** The part of a keyboard event that decides what it means. */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/**
 * Whether a key press is the binding. `mod` is Ctrl, or Cmd on a Mac. Shift is
 * only looked at where the key itself does not show it, as "?" does.
 */
export function matches(binding: string, press: KeyPress): boolean {
  const parts = binding === "+" ? ["+"] : binding.split("+").map((p) => (p === "" ? "+" : p));
  const key = parts[parts.length - 1] ?? "";
  const has = (name: string) => parts.slice(0, -1).includes(name);
  if ((press.ctrlKey || press.metaKey) !== has("mod") || press.altKey !== has("alt")) return false;
  if (key.length > 1 || has("shift")) {
    return press.key === key && press.shiftKey === has("shift");
  }
  return press.key === key || (has("mod") && press.key.toLowerCase() === key);
}

const SIGNS: Readonly<Record<string, string>> = {
  ArrowDown: "↓",
  ArrowUp: "↑",
  ArrowLeft: "←",
  ArrowRight: "→",
  Delete: "Del",
  Escape: "Esc",
  " ": "Space",
  PageDown: "Page ↓",
  PageUp: "Page ↑",
  mod: "Ctrl",
  alt: "Alt",
  shift: "Shift",
};

/** A binding as keycaps to show, for example ["Ctrl", "A"]. */
export function caps(binding: string): string[] {
  if (binding === "+") return ["+"];
  return binding.split("+").map((part) => SIGNS[part] ?? (part.length === 1 ? part.toUpperCase() : part));
}

/** Whether the element takes text, so that letters belong to it. */
export function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !["checkbox", "radio", "button", "file"].includes(target.type);
}
