import { useElementSize } from "@mantine/hooks";
import { useRef, useState } from "react";
import type { Word } from "@/api/review";
import type { Box } from "@/api/types";
import { aimed, inSight, type Lie, lineOf, type Size, whole } from "./stage";

/** The size of the last pane, so that the next document lies right from its first frame. */
let remembered: Size = { width: 0, height: 0 };

interface Aim {
  /** What the pane shows: another is another place on the page. */
  what: string;
  box: Box | null;
  ratio: number;
  words: readonly Word[] | undefined;
  closer: number;
  whole: boolean;
  /** The page stays where it is while the box is in sight. */
  steady?: boolean;
}

/** How the page lies in its pane: aimed at a box, until the person moves it. */
export function useStage(aim: Aim) {
  const { ref, width, height } = useElementSize();
  if (width > 0) remembered = { width, height };
  const pane = remembered;
  const line = lineOf(aim.words, aim.box);
  const key = `${aim.what}|${aim.box?.join()}|${aim.closer}|${aim.whole}|${pane.width}|${pane.height}`;
  const frame = `${aim.what}|${aim.closer}|${aim.whole}|${aim.steady}|${pane.width}|${pane.height}`;
  const last = useRef<{ frame: string; lie: Lie } | null>(null);
  const [own, setOwn] = useState<{ key: string; lie: Lie } | null>(null);
  const before = last.current?.frame === frame ? last.current.lie : null;
  const at =
    aim.steady && before && (!aim.box || inSight(aim.box, before, pane, aim.ratio))
      ? before
      : aim.box && !aim.whole
        ? aimed(aim.box, pane, aim.ratio, line, aim.closer)
        : closerWhole(pane, aim.ratio, aim.whole ? 1 : aim.closer);
  const lie = own?.key === key ? own.lie : at;
  last.current = { frame, lie };
  return { ref, pane, line, lie, move: (to: Lie) => setOwn({ key, lie: to }) };
}

function closerWhole(pane: Size, ratio: number, closer: number): Lie {
  const fit = whole(pane, ratio);
  const width = fit.width * closer;
  return { width, left: (pane.width - width) / 2, top: Math.max(8, (pane.height - width * ratio) / 2) };
}
