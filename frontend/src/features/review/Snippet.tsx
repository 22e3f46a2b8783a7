import { type Box, boxOf, type Document } from "@/api/types";
import { reviewWidth, usePageImage } from "@/queries/images";
import classes from "./FieldPane.module.css";
import { crop } from "./stage";

interface Props {
  document: Document;
  page: number;
  box: readonly number[] | null;
  /** The usual height of a line on the page. */
  line: number;
  /** CSS pixels there are. */
  most: { width: number; height: number };
}

/** The part of the page that a value was read from, right under it. */
export function Snippet({ document, page, box, line, most }: Props) {
  const at: Box | null = boxOf(box);
  const info = document.pages.find((p) => p.number === page);
  const { src } = usePageImage(document.id, page, reviewWidth(document, page), document.attempt?.number ?? 0);
  if (!at || !info || info.width === 0) return null;
  const cut = crop(at, info.height / info.width, line, most);
  return (
    <span className={classes.snippet} style={{ width: cut.width, height: cut.height }} aria-hidden>
      {src && (
        <img
          src={src}
          alt=""
          draggable={false}
          style={{ width: cut.picture, left: cut.left, top: cut.top }}
        />
      )}
    </span>
  );
}
