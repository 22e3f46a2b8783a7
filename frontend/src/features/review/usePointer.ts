import { type RefObject, useEffect, useRef, useState } from "react";
import type { Box } from "@/api/types";
import { type Lie, onPage, panned, type Size, zoomed } from "./stage";

interface Hands {
  lie: Lie;
  pane: Size;
  ratio: number;
  move(lie: Lie): void;
  /** The pointer is over a place of the page, or over none. */
  hover(at: { x: number; y: number } | null): void;
  click(at: { x: number; y: number }, keys: { shift: boolean; exact: boolean }): void;
  drag(box: Box): void;
}

/** Pixels that a hand may tremble without drawing a box. */
const TREMBLE = 5;

/**
 * What the pointer does on the page: hovering, clicking a word, dragging a box;
 * the wheel moves the page, with Ctrl it zooms, the middle button drags it about.
 */
export function usePointer(pane: RefObject<HTMLElement | null>, hands: Hands): Box | null {
  const latest = useRef(hands);
  latest.current = hands;
  const [drawn, setDrawn] = useState<Box | null>(null);
  useEffect(() => {
    const element = pane.current;
    if (!element) return;
    let from: { x: number; y: number; button: number } | null = null;
    let drawing = false;
    const place = (event: MouseEvent) => {
      const at = element.getBoundingClientRect();
      const { lie, ratio } = latest.current;
      return onPage(lie, ratio, event.clientX - at.left, event.clientY - at.top);
    };
    const boxTo = (event: MouseEvent): Box => {
      const a = place(event);
      const at = element.getBoundingClientRect();
      const { lie, ratio } = latest.current;
      const b = onPage(lie, ratio, (from?.x ?? 0) - at.left, (from?.y ?? 0) - at.top);
      const part = (n: number) => Math.max(0, Math.min(1, n));
      return [
        part(Math.min(a.x, b.x)),
        part(Math.min(a.y, b.y)),
        part(Math.max(a.x, b.x)),
        part(Math.max(a.y, b.y)),
      ];
    };
    const onDown = (event: PointerEvent) => {
      if (event.button > 1 || (event.target instanceof Element && event.target.closest("button, input")))
        return;
      event.preventDefault();
      from = { x: event.clientX, y: event.clientY, button: event.button };
      drawing = false;
      element.setPointerCapture(event.pointerId);
    };
    const onMove = (event: PointerEvent) => {
      if (!from) return latest.current.hover(place(event));
      const far = Math.hypot(event.clientX - from.x, event.clientY - from.y) > TREMBLE;
      if (from.button === 1) {
        const { lie, pane, ratio, move } = latest.current;
        move(panned(lie, event.clientX - from.x, event.clientY - from.y, pane, ratio));
        from = { ...from, x: event.clientX, y: event.clientY };
      } else if (drawing || far) {
        drawing = true;
        setDrawn(boxTo(event));
      }
    };
    const onUp = (event: PointerEvent) => {
      if (!from) return;
      const box = drawing ? boxTo(event) : null;
      const { button } = from;
      from = null;
      drawing = false;
      setDrawn(null);
      if (button !== 0 || event.type === "pointercancel") return;
      if (!box)
        latest.current.click(place(event), { shift: event.shiftKey, exact: event.ctrlKey || event.metaKey });
      else if (box[2] > box[0] && box[3] > box[1]) latest.current.drag(box);
    };
    const onLeave = () => latest.current.hover(null);
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const { lie, pane, ratio, move } = latest.current;
      const at = element.getBoundingClientRect();
      const point = { left: event.clientX - at.left, top: event.clientY - at.top };
      if (event.ctrlKey || event.metaKey) return move(zoomed(lie, 1.0015 ** -event.deltaY, point));
      const [x, y] = event.shiftKey ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
      move(panned(lie, -x, -y, pane, ratio));
    };
    element.addEventListener("pointerdown", onDown);
    element.addEventListener("pointermove", onMove);
    element.addEventListener("pointerup", onUp);
    element.addEventListener("pointercancel", onUp);
    element.addEventListener("pointerleave", onLeave);
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => {
      element.removeEventListener("pointerdown", onDown);
      element.removeEventListener("pointermove", onMove);
      element.removeEventListener("pointerup", onUp);
      element.removeEventListener("pointercancel", onUp);
      element.removeEventListener("pointerleave", onLeave);
      element.removeEventListener("wheel", onWheel);
    };
  }, [pane]);
  return drawn;
}
