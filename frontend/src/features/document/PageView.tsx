import { Button, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { type Box, boxOf, type Document } from "@/api/types";
import { useI18n } from "@/i18n";
import { certaintyOf, type NamedField } from "@/lib/fields";
import { uncover, useCovered } from "@/lib/sensitive";
import { usePageImage } from "@/queries/images";
import { PaperMarks } from "@/ui/PaperMarks";
import { pictureWidth } from "./geometry";
import classes from "./PageView.module.css";
import { usePan } from "./usePan";
import type { Viewer } from "./useViewer";
import { valueWords } from "./words";

interface Props {
  document: Document;
  page: number;
  viewer: Viewer;
  fields: readonly NamedField[];
  active: string | null;
  hovered: string | null;
  /** Boxes to point at beside the fields', as of a table's row. */
  marks: readonly Box[];
  /** The papers on it, when they are several. */
  papers: readonly Box[];
  boxes: boolean;
  onPick(name: string): void;
  onHover(name: string | null): void;
}

/** The page with its fields' boxes, zoomed and panned. */
export function PageView(props: Props) {
  const { t, name } = useI18n();
  const { document, page, viewer } = props;
  usePan(viewer.scroll, viewer.zoomBy);
  const info = document.pages.find((p) => p.number === page);
  const width = pictureWidth(viewer.page.width, window.devicePixelRatio, info?.width ?? 0);
  const picture = usePicture(document, page, width);
  const covered = useCovered(document);
  const here = covered ? [] : props.fields.filter(({ field }) => field.page === page);
  return (
    <div
      ref={viewer.scroll}
      className={classes.view}
      tabIndex={0}
      role="region"
      aria-label={t("document.viewer")}
    >
      <div className={classes.stage}>
        <div className={classes.page} style={viewer.page}>
          {picture.src && (
            <img
              src={picture.src}
              className={classes.picture}
              alt={t("document.pageImage", { page, name: document.file.name })}
              draggable={false}
              data-covered={covered || undefined}
            />
          )}
          {picture.failed && <Text className={classes.word}>{t("document.imageFailed")}</Text>}
          {here.map(({ name: key, field }) => {
            const box = boxOf(field.box);
            const lit = key === props.active || key === props.hovered;
            if (!box || !(props.boxes || lit)) return null;
            return (
              <button
                key={key}
                type="button"
                tabIndex={-1}
                className={classes.box}
                data-certainty={certaintyOf(field)}
                data-active={key === props.active || undefined}
                data-lit={lit || undefined}
                style={place(box)}
                aria-label={`${name("field", key)}: ${valueWords(t, field.value)}`}
                onClick={() => props.onPick(key)}
                onMouseEnter={() => props.onHover(key)}
                onMouseLeave={() => props.onHover(null)}
              >
                <span className={classes.label} data-below={box[1] < 0.03 || undefined}>
                  {name("field", key)}
                </span>
              </button>
            );
          })}
          {covered && picture.src && (
            <div className={classes.cover}>
              <Text size="sm">{t("identity.covered")}</Text>
              <Button size="xs" variant="default" onClick={() => uncover(document.id)}>
                {t("identity.show")}
              </Button>
            </div>
          )}
          {props.boxes && <PaperMarks papers={props.papers} />}
          {props.marks.map((box) => (
            <span key={box.join()} className={classes.mark} style={place(box)} aria-hidden />
          ))}
        </div>
      </div>
    </div>
  );
}

const percent = (fraction: number) => `${(100 * fraction).toFixed(3)}%`;

function place([left, top, right, bottom]: Box) {
  return {
    left: percent(left),
    top: percent(top),
    width: percent(right - left),
    height: percent(bottom - top),
  };
}

/** The picture of a page; while a larger one loads the one at hand stays. */
function usePicture(document: Document, page: number, width: number) {
  // A page that is being read again has no picture yet; it is asked for once it has.
  const read = document.pages.some((p) => p.number === page);
  const image = usePageImage(document.id, page, width, read ? (document.attempt?.number ?? 0) : 0);
  const which = `${document.id}/${page}`;
  const [shown, setShown] = useState({ which: "", src: "", failed: false });
  const src = image.src;
  useEffect(() => {
    if (!src) return;
    let live = true;
    const loading = new Image();
    loading.onload = () => live && setShown({ which, src, failed: false });
    loading.onerror = () =>
      live && setShown((s) => (s.which === which && s.src ? s : { which, src: "", failed: true }));
    loading.src = src;
    return () => {
      live = false;
    };
  }, [src, which]);
  if (shown.which !== which) return { src: "", failed: image.failed };
  return { src: shown.src, failed: shown.failed || image.failed };
}
