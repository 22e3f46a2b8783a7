import type { Action } from "./action";

/** What the document page lets its actions do. */
export interface DocumentContext {
  hasNext: boolean;
  hasPrevious: boolean;
  page: number;
  pages: number;
  fields: number;
  /** The machine is done with it. */
  idle: boolean;
  /** In the desktop window, where a file is shown rather than downloaded. */
  desktop: boolean;
  back(): void;
  step(by: 1 | -1): void;
  stepField(by: 1 | -1): void;
  showPage(page: number): void;
  zoom(by: 1 | -1): void;
  fit(mode: "page" | "width"): void;
  toggleBoxes(): void;
  reread(): void;
  /** Split, merge, reorder, turn and drop pages. */
  arrange(): void;
  /** How many papers lie on pages with several. */
  papers: number;
  /** Somebody has to say whether they belong together. */
  asked: boolean;
  takeApart(): void;
  leaveTogether(): void;
  /** Whether the page that is shown is blank, and then left out; null: it is not. */
  blank: "leftOut" | "kept" | null;
  keepBlank(): void;
  original(): void;
  /** Saves it as a PDF whose words can be found. */
  searchable(): void;
  reveal(): void;
  /** Reads the page again, turned by that many degrees clockwise, for good. */
  rotate(by: 90 | -90): void;
  csv(): void;
  json(): void;
  remove(): void;
  /** It has a result that a person can look at. */
  reviewable: boolean;
  review(): void;
  /** Its pages are blurred. */
  covered: boolean;
  uncover(): void;
}

const always = () => true;
const browser = (c: DocumentContext) => !c.desktop;
const fields = (c: DocumentContext) => c.fields > 0;

export const documentActions: readonly Action<DocumentContext>[] = [
  {
    id: "document.back",
    label: "action.document.back",
    keys: ["Escape"],
    when: always,
    run: (c) => c.back(),
  },
  {
    id: "document.next",
    label: "action.document.next",
    keys: ["j", "alt+ArrowRight"],
    when: (c) => c.hasNext,
    run: (c) => c.step(1),
  },
  {
    id: "document.previous",
    label: "action.document.previous",
    keys: ["k", "alt+ArrowLeft"],
    when: (c) => c.hasPrevious,
    run: (c) => c.step(-1),
  },
  {
    id: "document.nextField",
    label: "action.document.nextField",
    keys: ["alt+ArrowDown", "ArrowDown"],
    when: fields,
    run: (c) => c.stepField(1),
  },
  {
    id: "document.previousField",
    label: "action.document.previousField",
    keys: ["alt+ArrowUp", "ArrowUp"],
    when: fields,
    run: (c) => c.stepField(-1),
  },
  {
    id: "document.nextPage",
    label: "action.document.nextPage",
    keys: ["PageDown"],
    when: (c) => c.page < c.pages,
    run: (c) => c.showPage(c.page + 1),
  },
  {
    id: "document.previousPage",
    label: "action.document.previousPage",
    keys: ["PageUp"],
    when: (c) => c.page > 1,
    run: (c) => c.showPage(c.page - 1),
  },
  {
    id: "document.uncover",
    label: "action.document.uncover",
    keys: ["s"],
    when: (c) => c.covered,
    run: (c) => c.uncover(),
  },
  {
    id: "document.zoomIn",
    label: "action.document.zoomIn",
    keys: ["+", "="],
    when: always,
    run: (c) => c.zoom(1),
  },
  {
    id: "document.zoomOut",
    label: "action.document.zoomOut",
    keys: ["-"],
    when: always,
    run: (c) => c.zoom(-1),
  },
  { id: "document.fit", label: "action.document.fit", keys: ["0"], when: always, run: (c) => c.fit("page") },
  {
    id: "document.fitWidth",
    label: "action.document.fitWidth",
    keys: ["w"],
    when: always,
    run: (c) => c.fit("width"),
  },
  {
    id: "document.boxes",
    label: "action.document.boxes",
    keys: ["b"],
    when: always,
    run: (c) => c.toggleBoxes(),
  },
  {
    id: "document.review",
    label: "action.document.review",
    keys: ["v"],
    when: (c) => c.reviewable,
    run: (c) => c.review(),
  },
  {
    id: "document.reread",
    label: "action.document.reread",
    keys: ["r"],
    when: (c) => c.idle,
    run: (c) => c.reread(),
  },
  {
    id: "document.rotateLeft",
    label: "action.document.rotateLeft",
    keys: ["["],
    when: (c) => c.idle && c.reviewable,
    once: true,
    run: (c) => c.rotate(-90),
  },
  {
    id: "document.rotateRight",
    label: "action.document.rotateRight",
    keys: ["]"],
    when: (c) => c.idle && c.reviewable,
    once: true,
    run: (c) => c.rotate(90),
  },
  {
    id: "document.pages",
    label: "action.document.pages",
    keys: ["p"],
    when: (c) => c.idle && c.pages > 0,
    run: (c) => c.arrange(),
  },
  {
    id: "document.apart",
    label: "action.document.apart",
    keys: ["x"],
    when: (c) => c.idle && c.papers > 0,
    once: true,
    run: (c) => c.takeApart(),
  },
  {
    id: "document.together",
    label: "action.document.together",
    keys: [],
    when: (c) => c.idle && c.asked,
    run: (c) => c.leaveTogether(),
  },
  {
    id: "document.keepBlank",
    label: "action.document.keepBlank",
    keys: ["l"],
    when: (c) => c.idle && c.blank !== null,
    once: true,
    run: (c) => c.keepBlank(),
  },
  {
    id: "document.original",
    label: "action.document.original",
    keys: ["d"],
    when: browser,
    run: (c) => c.original(),
  },
  {
    id: "document.searchable",
    label: "action.document.searchable",
    keys: [],
    when: (c) => c.idle,
    run: (c) => c.searchable(),
  },
  {
    id: "document.reveal",
    label: "action.document.reveal",
    keys: [],
    when: (c) => c.desktop,
    run: (c) => c.reveal(),
  },
  { id: "document.csv", label: "action.document.csv", keys: ["e"], when: always, run: (c) => c.csv() },
  { id: "document.json", label: "action.document.json", keys: [], when: browser, run: (c) => c.json() },
  {
    id: "document.delete",
    label: "action.document.delete",
    keys: ["Delete"],
    when: always,
    run: (c) => c.remove(),
  },
];
