import { type Box, boxOf, type Document } from "@/api/types";

/** Where the papers lie on a page that shows several. */
export function papersOn(document: Document, page: number): Box[] {
  const papers = document.pages.find((p) => p.number === page)?.papers ?? [];
  return papers.map(boxOf).filter((box) => box !== null);
}

/** How many papers lie on pages with several. */
export const papersOf = (document: Document): number =>
  document.pages.reduce((sum, p) => sum + (p.papers?.length ?? 0), 0);

/** How many of them somebody has to say something about. */
export const papersAsked = (document: Document): number =>
  document.issues.some((i) => i.rule === "several_papers") ? papersOf(document) : 0;
