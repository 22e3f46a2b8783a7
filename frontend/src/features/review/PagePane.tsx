import { useMergedRef } from "@mantine/hooks";
import { type ReactNode, useRef, useState } from "react";
import type { Word } from "@/api/review";
import { type Box, boxOf, type Document } from "@/api/types";
import { useI18n } from "@/i18n";
import { certaintyOf } from "@/lib/fields";
import { PaperMarks } from "@/ui/PaperMarks";
import { PageMarks, place } from "./PageMarks";
import classes from "./PagePane.module.css";
import { Picture } from "./Picture";
import type { Spot } from "./target";
import { usePointer } from "./usePointer";
import { useStage } from "./useStage";
import { around, boxAround, grainOf, wordAt } from "./words";

/** Height over width of a page that is not known. */
const A4 = 297 / 210;

interface Props {
  document: Document;
  page: number;
  /** Where the current value stands; null shows the whole page. */
  spot: Spot | null;
  words: readonly Word[] | undefined;
  /** Whose values are pointed at. */
  targetName: string;
  editable: boolean;
  whole: boolean;
  boxes: boolean;
  closer: number;
  /** What has to be in sight instead of the value alone: a row of a table. */
  frame?: Box | null;
  /** Boxes to point at beside: a row's cells. */
  marks?: readonly Box[];
  found?: { boxes: readonly Box[]; current: Box | null } | null;
  /** The papers on it, when they are several and somebody has to say what they are. */
  papers?: readonly Box[];
  onWords?(words: readonly Word[], add: boolean): void;
  /** A click on a place of the page where no word stands, in parts of its width and height. */
  onPlace?(at: { x: number; y: number }): void;
  onBox?(box: Box): void;
  onField?(name: string): void;
  children?: ReactNode;
}

/** The page, zoomed and panned to where the current value stands; every word of it is a target. */
export function PagePane(props: Props) {
  const { document, page, words, editable } = props;
  const { t, name } = useI18n();
  const info = document.pages.find((p) => p.number === page);
  const ratio = info && info.width > 0 ? info.height / info.width : A4;
  const aim = props.found?.current ?? (props.frame === undefined ? props.spot?.box : props.frame) ?? null;
  const stage = useStage({
    what: `${document.id}/${page}`,
    box: aim,
    ratio,
    words,
    closer: props.closer,
    whole: props.whole,
    steady: props.frame !== undefined,
  });
  const pane = useRef<HTMLElement>(null);
  const [hover, setHover] = useState<Box | null>(null);
  const grain = grainOf(props.targetName);
  const pointed = (at: { x: number; y: number }, exact: boolean) => {
    const hit = words && editable ? wordAt(words, at.x, at.y, ratio) : -1;
    if (hit < 0 || !words) return [];
    return around(words, hit, exact ? "word" : grain, ratio).flatMap((i) => words[i] ?? []);
  };
  const drawn = usePointer(pane, {
    lie: stage.lie,
    pane: stage.pane,
    ratio,
    move: stage.move,
    hover: (at) => setHover(at ? boxAround(pointed(at, false)) : null),
    click: (at, keys) => {
      const hit = pointed(at, keys.exact);
      if (hit.length === 0) props.onPlace?.(at);
      props.onWords?.(hit, keys.shift);
    },
    drag: (box) => editable && props.onBox?.(box),
  });
  const { lie } = stage;
  return (
    <section
      ref={useMergedRef(stage.ref, pane)}
      className={classes.pane}
      aria-label={t("document.viewer")}
      data-editable={editable || undefined}
      data-hit={hover ? "" : undefined}
    >
      {stage.pane.width > 0 && (
        <div
          className={classes.page}
          style={{ left: lie.left, top: lie.top, width: lie.width, height: lie.width * ratio }}
        >
          <Picture document={document} page={page} width={lie.width} />
          {props.boxes &&
            Object.entries(document.fields).map(([key, field]) => {
              const box = field.page === page ? boxOf(field.box) : null;
              return (
                box && (
                  <button
                    key={key}
                    type="button"
                    tabIndex={-1}
                    className={classes.box}
                    data-certainty={certaintyOf(field)}
                    style={place(box)}
                    onClick={() => props.onField?.(key)}
                    aria-label={name("field", key)}
                  >
                    <span className={classes.label}>{name("field", key)}</span>
                  </button>
                )
              );
            })}
          <PageMarks
            current={props.spot?.box ?? null}
            hover={hover}
            drawn={drawn}
            marks={props.marks}
            found={props.found}
          />
          {props.papers && <PaperMarks papers={props.papers} />}
        </div>
      )}
      {props.children}
    </section>
  );
}
