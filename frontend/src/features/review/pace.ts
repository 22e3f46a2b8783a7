/** How quickly documents are decided: when the one on screen came, and what the others took. */
export interface Pace {
  /** Milliseconds since the epoch. */
  since: number;
  took: readonly number[];
}

/** A document that lay there longer was not looked at all the while. */
const LONGEST = 5 * 60_000;
const REMEMBERED = 20;

export const begin = (now: number): Pace => ({ since: now, took: [] });

/** The next document came on screen; `decided` says that the one before is done. */
export function turned(pace: Pace, now: number, decided: boolean): Pace {
  const took = decided ? [...pace.took, Math.min(LONGEST, now - pace.since)].slice(-REMEMBERED) : pace.took;
  return { since: now, took };
}

/** The usual time of a document in milliseconds: the median; null before there is one. */
export function usual(pace: Pace): number | null {
  const sorted = [...pace.took].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}
