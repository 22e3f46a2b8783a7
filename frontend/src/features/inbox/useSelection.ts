import { useCallback, useEffect, useRef, useState } from "react";
import { keep, moveTo, NOTHING, type Selection, toggle, toggleAll } from "@/lib/selection";

const REMEMBERED = "deskclerk.cursor";

/** Chosen rows and the cursor, which finds its place again after a document was open. */
export function useSelection(ids: readonly string[]) {
  const [selection, set] = useState<Selection>(() => ({
    ...NOTHING,
    cursor: sessionStorage.getItem(REMEMBERED),
  }));
  useEffect(() => {
    if (selection.cursor) sessionStorage.setItem(REMEMBERED, selection.cursor);
  }, [selection.cursor]);
  // What the server named beyond the loaded part of the list stays chosen.
  const beyond = useRef<readonly string[]>([]);
  useEffect(() => set((s) => keep(s, [...ids, ...beyond.current])), [ids]);
  const chooseAll = useCallback((all: readonly string[]) => {
    beyond.current = all;
    set((s) => ({ ...s, chosen: new Set(all) }));
  }, []);

  const place = useCallback((id: string) => set((s) => ({ ...s, cursor: id, anchor: id })), []);
  const flip = useCallback(
    (id: string, extend: boolean) =>
      set((s) => (extend ? moveTo(s, ids, ids.indexOf(id), true) : toggle(s, id))),
    [ids],
  );
  return {
    selection,
    cursor: ids.indexOf(selection.cursor ?? ""),
    place,
    flip,
    move: (to: number, extend: boolean) => set((s) => moveTo(s, ids, to, extend)),
    flipAll: () => set((s) => toggleAll(s, ids)),
    chooseAll,
    clear: () => {
      beyond.current = [];
      set((s) => ({ ...s, chosen: new Set() }));
    },
  };
}
