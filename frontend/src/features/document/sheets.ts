import type { ArrangePage, ArrangePart } from "@/api/pages";
import type { Document } from "@/api/types";

/** One page in the dialog. */
export interface Sheet {
  key: string;
  /** Whose page it is; null: the document's own. */
  document: string | null;
  name: string;
  page: number;
  /** Degrees clockwise that it was turned by here. */
  turned: number;
  /** Degrees clockwise that make it upright so far. */
  rotation: number;
  attempt: number;
  blank: boolean;
  /** Blank, and no part of the text. */
  leftOut: boolean;
  dropped: boolean;
  /** A new document begins with it. */
  begins: boolean;
}

/** The pages of a document as sheets; own ones name no document. */
export function sheetsOf(document: Document, own: boolean): Sheet[] {
  return Array.from({ length: document.file.pages }, (_, i) => {
    const info = document.pages.find((p) => p.number === i + 1);
    return {
      key: `${own ? "" : document.id}/${i + 1}`,
      document: own ? null : document.id,
      name: document.file.name,
      page: i + 1,
      turned: 0,
      rotation: info?.rotation ?? 0,
      attempt: document.attempt?.number ?? 0,
      blank: info?.blank === true,
      leftOut: info?.left_out === true,
      dropped: false,
      begins: false,
    };
  });
}

const change = (sheets: readonly Sheet[], key: string, to: (s: Sheet) => Partial<Sheet>): Sheet[] =>
  sheets.map((s) => (s.key === key ? { ...s, ...to(s) } : s));

export const turn = (sheets: readonly Sheet[], key: string) =>
  change(sheets, key, (s) => ({ turned: (s.turned + 90) % 360 }));

export const toggleDropped = (sheets: readonly Sheet[], key: string) =>
  change(sheets, key, (s) => ({ dropped: !s.dropped }));

export const toggleBegins = (sheets: readonly Sheet[], key: string) =>
  change(sheets, key, (s) => ({ begins: !s.begins }));

/** Moves a sheet by one place; marks of new documents stay with their sheets. */
export function move(sheets: readonly Sheet[], key: string, by: 1 | -1): Sheet[] {
  const from = sheets.findIndex((s) => s.key === key);
  const to = from + by;
  const moved = [...sheets];
  const [a, b] = [moved[from], moved[to]];
  if (!a || !b) return moved;
  moved[from] = b;
  moved[to] = a;
  return moved;
}

/** Puts the sheets of another document behind, or between as the backs of a stack that was turned over. */
export function add(sheets: readonly Sheet[], others: readonly Sheet[], collate: boolean): Sheet[] {
  const fresh = others.filter((o) => !sheets.some((s) => s.key === o.key));
  if (!collate) return [...sheets, ...fresh];
  const backs = [...fresh].reverse();
  const fronts = [...sheets];
  // One back fewer than fronts: the last sheet had none.
  const mixed = fronts.flatMap((front, i) => {
    const back = backs[i];
    return back ? [front, back] : [front];
  });
  return [...mixed, ...backs.slice(fronts.length)];
}

/** What the API is asked for: a part for each document, without what is left out. */
export function partsOf(sheets: readonly Sheet[]): ArrangePart[] {
  const parts: ArrangePage[][] = [];
  for (const s of sheets) {
    if (s.dropped) continue;
    let last = parts.at(-1);
    if (!last || s.begins) {
      last = [];
      parts.push(last);
    }
    last.push({
      page: s.page,
      ...(s.document && { document: s.document }),
      ...(s.turned > 0 && { turn: (s.rotation + s.turned) % 360 }),
    });
  }
  return parts.map((pages) => ({ pages }));
}

/** Something was done, and a page of the document itself is left. */
export function applies(sheets: readonly Sheet[], pages: number): boolean {
  const touched = sheets.some(
    (s, i) => s.dropped || s.begins || s.turned > 0 || s.document !== null || s.page !== i + 1,
  );
  return (touched || sheets.length !== pages) && keepsOwn(sheets);
}

export const keepsOwn = (sheets: readonly Sheet[]) => sheets.some((s) => !s.dropped && s.document === null);
