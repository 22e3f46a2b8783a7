/** Pages read so far, of documents that are being read. */
export interface PageProgress {
  /** Numbers of the pages read, in the order they were. */
  read: readonly number[];
  /** 0 while unknown. */
  pages: number;
}

export type Progress = Readonly<Record<string, PageProgress>>;

/** Notes a page; one that is told twice counts once. */
export function notePage(progress: Progress, id: string, page: number, pages: number): Progress {
  const before = progress[id]?.read ?? [];
  const read = before.includes(page) ? before : [...before, page];
  return { ...progress, [id]: { read, pages: Math.max(pages, progress[id]?.pages ?? 0) } };
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
