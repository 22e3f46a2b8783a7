import type { Action } from "./action";

/** What the review lets be done with several papers on one page. */
export interface PapersContext {
  /** How many there are, while nobody has said what to do with them. */
  papers: number;
  takeApart(): void;
  leaveTogether(): void;
}

/** While they are asked about, these go before all others of the review. */
export const papersActions: readonly Action<PapersContext>[] = [
  {
    id: "papers.apart",
    label: "action.papers.apart",
    keys: ["Enter"],
    when: (c) => c.papers > 0,
    once: true,
    run: (c) => c.takeApart(),
  },
  {
    id: "papers.together",
    label: "action.papers.together",
    keys: ["Escape"],
    when: (c) => c.papers > 0,
    once: true,
    run: (c) => c.leaveTogether(),
  },
];
