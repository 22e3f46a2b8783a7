import { useEffect, useRef } from "react";
import type { Document } from "@/api/types";
import { useI18n } from "@/i18n";
import { useCovered } from "@/lib/sensitive";
import { usePageImage } from "@/queries/images";
import classes from "./DocumentPage.module.css";

interface Props {
  document: Document;
  page: number;
  onPage(page: number): void;
}

/** The pages of a document of several, small. */
export function Thumbnails({ document, page, onPage }: Props) {
  const { t } = useI18n();
  const count = Math.max(document.file.pages, document.pages.length);
  if (count < 2) return null;
  return (
    <nav className={classes.thumbnails} aria-label={t("document.pages")}>
      {Array.from({ length: count }, (_, i) => i + 1).map((number) => (
        <Thumbnail
          key={number}
          document={document}
          number={number}
          current={number === page}
          onPick={() => onPage(number)}
        />
      ))}
    </nav>
  );
}

interface ThumbnailProps {
  document: Document;
  number: number;
  current: boolean;
  onPick(): void;
}

function Thumbnail({ document, number, current, onPick }: ThumbnailProps) {
  const { t, format } = useI18n();
  const info = document.pages.find((p) => p.number === number);
  const covered = useCovered(document);
  const { src } = usePageImage(document.id, number, 200, info ? (document.attempt?.number ?? 0) : 0);
  const label = t("document.page", { page: number, pages: document.file.pages });
  const button = useRef<HTMLButtonElement>(null);
  const flags = Object.values(document.fields).filter((f) => f.flagged && f.page === number).length;
  useEffect(() => {
    if (current) button.current?.scrollIntoView?.({ block: "nearest" });
  }, [current]);
  return (
    <button
      ref={button}
      type="button"
      className={classes.thumbnail}
      data-left-out={info?.left_out || undefined}
      aria-current={current ? "page" : undefined}
      aria-label={info?.left_out ? `${label}, ${t("pages.leftOut")}` : label}
      title={info?.left_out ? t("pages.leftOut") : undefined}
      onClick={onPick}
    >
      <span
        className={classes.sheet}
        style={{ aspectRatio: info ? `${info.width} / ${info.height}` : "1 / 1.414" }}
      >
        {src && <img src={src} alt="" loading="lazy" data-covered={covered || undefined} />}
      </span>
      <span>
        {format.number(number)}
        {flags > 0 && <i className={classes.flag} aria-hidden />}
      </span>
    </button>
  );
}
