import { useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Box } from "@/api/types";
import { MARGIN, type Size, scrollFor, shownWidth, widthForBox, type Zoom, zoomed } from "./geometry";

/** A point that must stay where it is while the zoom changes. */
interface Hold {
  /** Fractions of the page. */
  x: number;
  y: number;
  /** CSS pixels in the view. */
  left: number;
  top: number;
}

type Aim = { box: Box } | { hold: Hold };

const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Zoom and position of the page in its view. `ratio` is height over width. */
export function useViewer(view: Size, ratio: number) {
  const scroll = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState<Zoom>("page");
  const [aim, setAim] = useState<Aim | null>(null);
  const width = shownWidth(zoom, view, ratio);
  const page = useMemo(() => ({ width, height: width * ratio }), [width, ratio]);

  useLayoutEffect(() => {
    const element = scroll.current;
    if (!aim || !element) return;
    const origin = {
      left: Math.max(MARGIN, (element.clientWidth - page.width) / 2),
      top: Math.max(MARGIN, (element.clientHeight - page.height) / 2),
    };
    if ("box" in aim) {
      element.scrollTo({ ...scrollFor(aim.box, page, origin, view), behavior: calm() ? "auto" : "smooth" });
    } else {
      element.scrollLeft = origin.left + aim.hold.x * page.width - aim.hold.left;
      element.scrollTop = origin.top + aim.hold.y * page.height - aim.hold.top;
    }
    setAim(null);
  }, [aim, page, view]);

  const zoomBy = useCallback(
    (by: number, at?: { left: number; top: number }) => {
      const element = scroll.current;
      if (!element) return;
      const left = at?.left ?? element.clientWidth / 2;
      const top = at?.top ?? element.clientHeight / 2;
      const originLeft = Math.max(MARGIN, (element.clientWidth - width) / 2);
      const originTop = Math.max(MARGIN, (element.clientHeight - width * ratio) / 2);
      const hold = {
        x: (element.scrollLeft + left - originLeft) / width,
        y: (element.scrollTop + top - originTop) / (width * ratio),
        left,
        top,
      };
      setZoom(zoomed(width, by));
      setAim({ hold });
    },
    [width, ratio],
  );

  const showBox = useCallback(
    (box: Box) => {
      const wanted = widthForBox(box, width, view, ratio);
      if (wanted > width) setZoom(wanted);
      setAim({ box });
    },
    [width, view, ratio],
  );

  return { scroll, page, zoom, setZoom, zoomBy, showBox };
}

export type Viewer = ReturnType<typeof useViewer>;
