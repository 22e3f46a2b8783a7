// How much of a batch is read and how long the rest will take, from what was
// measured. A batch begins when work comes to an idle clerk and ends when
// nothing is left.

/** The state of the batch that is being read. Times are milliseconds. */
export interface Batch {
  /** Documents finished in this batch. */
  done: number;
  /** Pages read in this batch. */
  pages: number;
  /** When the latest pages were read, oldest first. */
  marks: readonly number[];
}

export const NO_BATCH: Batch = { done: 0, pages: 0, marks: [] };

/** Pages that the rate is measured over. */
const WINDOW = 40;
/** Below these nothing honest can be said. */
const MIN_PAGES = 4;
const MIN_SPAN = 3_000;

/** Notes that a page was read. */
export function pageRead(batch: Batch, now: number): Batch {
  return { ...batch, pages: batch.pages + 1, marks: [...batch.marks, now].slice(-WINDOW) };
}

/** Notes that documents left the machine's hands, read or failed. */
export function documentsDone(batch: Batch, count: number): Batch {
  return { ...batch, done: batch.done + count };
}

/** Work that is left. Documents without a known number of pages are counted apart. */
export interface Left {
  documents: number;
  knownPages: number;
  unknownDocuments: number;
}

/** Milliseconds until the batch is read, or null while too little was measured. */
export function timeLeft(batch: Batch, left: Left, now: number): number | null {
  const first = batch.marks[0];
  if (left.documents === 0 || first === undefined || batch.marks.length < MIN_PAGES) return null;
  const span = now - first;
  if (span < MIN_SPAN) return null;
  const perPage = span / (batch.marks.length - 1);
  const pagesEach = batch.done > 0 ? Math.max(1, batch.pages / batch.done) : 1;
  return (left.knownPages + left.unknownDocuments * pagesEach) * perPage;
}

/** A duration as it is said: coarse, because it is an estimate. */
export type Span =
  | { unit: "moment" }
  | { unit: "seconds"; count: number }
  | { unit: "minutes"; count: number }
  | { unit: "hours"; hours: number; minutes: number };

/** Rounds milliseconds to what a person would say. */
export function spanOf(ms: number): Span {
  const seconds = ms / 1000;
  if (seconds < 5) return { unit: "moment" };
  if (seconds < 55) return { unit: "seconds", count: Math.ceil(seconds / 5) * 5 };
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 60) return { unit: "minutes", count: minutes };
  const tens = Math.round(minutes / 10) * 10;
  return { unit: "hours", hours: Math.floor(tens / 60), minutes: tens % 60 };
}
