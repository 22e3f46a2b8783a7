import type { MessageKey } from "@/i18n";
import type { Messages } from "@/i18n/translate";
import { actionGroups } from "./all";
import { caps } from "./keys";

/** An item does the first of these actions that applies; "-" divides. */
type Item = readonly string[] | "-";

interface Menu {
  title: Extract<MessageKey, `menu.${string}`>;
  items: readonly Item[];
}

/** The window's menus. Words and keys are those of the actions. */
const menus: readonly Menu[] = [
  {
    title: "menu.file",
    items: [
      ["inbox.choose"],
      "-",
      ["inbox.csv", "document.csv"],
      ["document.reveal"],
      "-",
      ["inbox.samples"],
      ["inbox.removeSamples"],
      "-",
      ["window.close"],
      ["window.quit"],
    ],
  },
  {
    title: "menu.edit",
    items: [
      ["review.undo"],
      ["review.redo"],
      "-",
      ["edit.cut"],
      ["edit.copy"],
      ["edit.paste"],
      ["edit.selectAll"],
      "-",
      ["inbox.search", "review.find"],
      ["palette"],
      "-",
      ["settings"],
    ],
  },
  {
    title: "menu.view",
    items: [
      ["goInbox"],
      ["goReview"],
      ["goTogether"],
      "-",
      ["document.zoomIn", "review.zoomIn"],
      ["document.zoomOut", "review.zoomOut"],
      ["document.fit"],
      ["document.fitWidth"],
      ["document.boxes", "review.boxes"],
      "-",
      ["view.auto"],
      ["view.light"],
      ["view.dark"],
      "-",
      ["window.reload"],
    ],
  },
  {
    title: "menu.documents",
    items: [
      ["inbox.review", "document.review", "goReview"],
      ["review.document", "inbox.open"],
      "-",
      ["review.approve"],
      ["review.postpone"],
      ["review.reject"],
      ["review.reopen"],
      "-",
      ["inbox.reread", "document.reread"],
      ["inbox.delete", "document.delete"],
    ],
  },
  {
    title: "menu.window",
    items: [["window.minimise"], ["window.maximise"], ["window.fullScreen"], "-", ["review.page"]],
  },
  { title: "menu.help", items: [["help"], ["docs"], "-", ["about"]] },
];

/** One line of a menu as the window draws it. */
export interface MenuLine {
  /** Empty for a dividing line. */
  actions: readonly string[];
  label: string;
  /** What is shown beside the label, as keycaps joined by "+". */
  keys: string;
  /** The system takes the key itself; else it belongs to the page, where letters may be typed. */
  accelerator: boolean;
}

export interface MenuTable {
  title: string;
  lines: readonly MenuLine[];
}

/** The menus in a language. */
export function menusIn(messages: Messages): MenuTable[] {
  const actions = new Map(actionGroups.flatMap((g) => g.actions.map((a) => [a.id, a] as const)));
  return menus.map(({ title, items }) => ({
    title: messages[title],
    lines: items.map((item): MenuLine => {
      if (item === "-") return { actions: [], label: "", keys: "", accelerator: false };
      const found = item.map((id) => actions.get(id));
      const first = found[0];
      if (!first || found.includes(undefined)) throw new Error(`no action for ${item.join()}`);
      const key = first.keys[0] ?? "";
      return {
        actions: item,
        label: messages[first.label],
        keys: key && caps(key).join("+"),
        accelerator: SYSTEM.includes(first.id),
      };
    }),
  }));
}

/**
 * Actions whose key no text field, list or held key knows otherwise, so that the
 * system may take it from the page.
 */
const SYSTEM: readonly string[] = [
  "palette",
  "goInbox",
  "goReview",
  "settings",
  "window.quit",
  "window.close",
  "window.fullScreen",
  "window.reload",
  "docs",
];
