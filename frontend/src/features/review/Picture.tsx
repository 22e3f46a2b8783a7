import { useState } from "react";
import type { Document } from "@/api/types";
import { useI18n } from "@/i18n";
import { reviewWidth, usePageImage } from "@/queries/images";
import classes from "./PagePane.module.css";

interface Props {
  document: Document;
  page: number;
  /** CSS pixels across which it is shown. */
  width: number;
}

const LARGER = [3200, 4096];

/** The page's picture: the one that was fetched ahead, and over it a finer one when it is shown that large. */
export function Picture({ document, page, width }: Props) {
  const { t } = useI18n();
  const attempt = document.attempt?.number ?? 0;
  const usual = reviewWidth(document, page);
  const scan = document.pages.find((p) => p.number === page)?.width ?? 0;
  const wanted = Math.min(width * window.devicePixelRatio, scan);
  const finer = wanted > usual ? (LARGER.find((step) => step >= wanted) ?? 4096) : 0;
  const { src, failed } = usePageImage(document.id, page, usual, attempt);
  const [broken, setBroken] = useState("");
  return (
    <>
      {src && broken !== src && (
        <img
          key={src} // the last page's picture goes at once: its words are not under these boxes
          src={src}
          className={classes.picture}
          alt={t("document.pageImage", { page, name: document.file.name })}
          draggable={false}
          onError={() => setBroken(src)}
        />
      )}
      {(failed || (src && broken === src)) && <p className={classes.word}>{t("document.imageFailed")}</p>}
      {finer > 0 && <Finer document={document} page={page} width={finer} />}
    </>
  );
}

function Finer({ document, page, width }: Props) {
  const { src } = usePageImage(document.id, page, width, document.attempt?.number ?? 0);
  const [loaded, setLoaded] = useState("");
  if (!src) return null;
  return (
    <img
      key={src}
      src={src}
      className={classes.picture}
      style={{ visibility: loaded === src ? "visible" : "hidden" }}
      alt=""
      draggable={false}
      onLoad={() => setLoaded(src)}
    />
  );
}
