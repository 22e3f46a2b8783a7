import type { Box } from "@/api/types";
import classes from "./PagePane.module.css";

interface Props {
  current: Box | null;
  hover: Box | null;
  drawn: Box | null;
  marks?: readonly Box[];
  found?: { boxes: readonly Box[]; current: Box | null } | null;
}

/** What is outlined on the page; only to look at. */
export function PageMarks({ current, hover, drawn, marks = [], found }: Props) {
  const mark = (kind: string, box: Box, more?: string) => (
    <span
      key={`${kind} ${box.join()}`}
      className={classes.mark}
      data-kind={kind}
      data-current={more}
      style={place(box)}
      aria-hidden
    />
  );
  return (
    <>
      {marks.map((box) => mark("row", box))}
      {found?.boxes.map((box) => mark("found", box))}
      {found?.current && mark("hit", found.current)}
      {current && mark("current", current)}
      {hover && mark("hover", hover)}
      {drawn && mark("drawn", drawn)}
    </>
  );
}

const percent = (fraction: number) => `${(100 * fraction).toFixed(3)}%`;

/** A box of the page as a place in it. */
export function place([left, top, right, bottom]: Box) {
  return {
    left: percent(left),
    top: percent(top),
    width: percent(right - left),
    height: percent(bottom - top),
  };
}
