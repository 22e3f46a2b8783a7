import { useMemo, useState } from "react";
import { type Box, boxOf } from "@/api/types";

/** A place on a page. */
export interface Place {
  page: number;
  box: readonly number[] | null;
}

/** What the fields and the page point at, shared between the two. */
export interface Pointing {
  /** The field that was picked. */
  active: string | null;
  /** The field under the pointer. */
  hovered: string | null;
  /** Boxes that are pointed at beside fields. */
  marks: readonly Box[];
  pick(name: string): void;
  hover(name: string | null): void;
  mark(places: readonly Place[]): void;
  show(place: Place): void;
}

/** Makes the pointing; `onPick` and `onShow` move the page. */
export function usePointing(onPick: (name: string) => void, onShow: (place: Place) => void): Pointing {
  const [active, setActive] = useState<string | null>(null);
  const [hovered, hover] = useState<string | null>(null);
  const [marks, setMarks] = useState<readonly Box[]>([]);
  return useMemo(
    () => ({
      active,
      hovered,
      marks,
      hover,
      pick: (name) => {
        setActive(name);
        onPick(name);
      },
      mark: (places) => setMarks(places.map((p) => boxOf(p.box)).filter((box) => box !== null)),
      show: onShow,
    }),
    [active, hovered, marks, onPick, onShow],
  );
}
