/** Pages read so far, of documents that are being read. */
export interface PageProgress {
  /** Whether one of its pages has been begun; until then it waits for its turn. */
  begun: boolean;
  /** Numbers of the pages read, in the order they were. */
  read: readonly number[];
  /** 0 while unknown. */
  pages: number;
}

export type Progress = Readonly<Record<string, PageProgress>>;

const NOTHING: PageProgress = { begun: false, read: [], pages: 0 };

/** Notes that the pages of a document wait for their turn. */
export function noteWaiting(progress: Progress, id: string, pages: number): Progress {
  const known = progress[id] ?? NOTHING;
  return { ...progress, [id]: { ...known, pages: Math.max(pages, known.pages) } };
}

/** Notes that a page of it is being read. */
export function noteBegun(progress: Progress, id: string, pages: number): Progress {
  const known = progress[id] ?? NOTHING;
  return { ...progress, [id]: { ...known, begun: true, pages: Math.max(pages, known.pages) } };
}

/** Notes a page that was read; one that is told twice counts once. */
export function notePage(progress: Progress, id: string, page: number, pages: number): Progress {
  const known = progress[id] ?? NOTHING;
  const read = known.read.includes(page) ? known.read : [...known.read, page];
  return { ...progress, [id]: { begun: true, read, pages: Math.max(pages, known.pages) } };
}

/** Forgets a document that is finished, gone or begun again. */
export function forget(progress: Progress, id: string): Progress {
  if (!(id in progress)) return progress;
  const { [id]: _, ...rest } = progress;
  return rest;
}

/** Pages still to be read of the documents whose number of pages is known. */
export function pagesLeft(progress: Progress): { pages: number; documents: number } {
  let pages = 0;
  let documents = 0;
  for (const one of Object.values(progress)) {
    if (one.pages === 0) continue;
    documents++;
    pages += Math.max(0, one.pages - one.read.length);
  }
  return { pages, documents };
}
