/** Which rows are chosen and where the cursor stands; rows are told by id. */
export interface Selection {
  cursor: string | null;
  /** Where a range began. */
  anchor: string | null;
  chosen: ReadonlySet<string>;
}

export const NOTHING: Selection = { cursor: null, anchor: null, chosen: new Set() };

/** Moves the cursor to a row, clamped to the list; with `extend` everything between is chosen. */
export function moveTo(s: Selection, ids: readonly string[], index: number, extend: boolean): Selection {
  const cursor = ids[Math.max(0, Math.min(ids.length - 1, index))] ?? null;
  if (!extend) return { ...s, cursor, anchor: cursor };
  const anchor = s.anchor ?? s.cursor ?? cursor;
  return { cursor, anchor, chosen: new Set([...s.chosen, ...between(ids, anchor, cursor)]) };
}

/** Chooses a row, or no longer. */
export function toggle(s: Selection, id: string): Selection {
  const chosen = new Set(s.chosen);
  if (!chosen.delete(id)) chosen.add(id);
  return { cursor: id, anchor: id, chosen };
}

/** Chooses every row, or none when all are chosen already. */
export function toggleAll(s: Selection, ids: readonly string[]): Selection {
  const all = ids.length > 0 && ids.every((id) => s.chosen.has(id));
  return { ...s, chosen: all ? new Set() : new Set(ids) };
}

/** Forgets rows that are not there any more. */
export function keep(s: Selection, ids: readonly string[]): Selection {
  const there = new Set(ids);
  const chosen = [...s.chosen].filter((id) => there.has(id));
  return chosen.length === s.chosen.size ? s : { ...s, chosen: new Set(chosen) };
}

function between(ids: readonly string[], a: string | null, b: string | null): string[] {
  const i = ids.indexOf(a ?? "");
  const j = ids.indexOf(b ?? "");
  return i < 0 || j < 0 ? [] : ids.slice(Math.min(i, j), Math.max(i, j) + 1);
}
