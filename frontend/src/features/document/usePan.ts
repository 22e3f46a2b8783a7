import { type RefObject, useEffect } from "react";

/** Lets the pointer drag the view about, and Ctrl with the wheel zoom at the pointer. */
export function usePan(
  scroll: RefObject<HTMLDivElement | null>,
  zoomBy: (by: number, at: { left: number; top: number }) => void,
): void {
  useEffect(() => {
    const element = scroll.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const at = element.getBoundingClientRect();
      zoomBy(-event.deltaY / 200, { left: event.clientX - at.left, top: event.clientY - at.top });
    };
    let from: { x: number; y: number } | null = null;
    const onDown = (event: PointerEvent) => {
      if (event.button !== 0 || event.pointerType === "touch") return;
      if (event.target instanceof Element && event.target.closest("button")) return;
      from = { x: event.clientX, y: event.clientY };
      element.setPointerCapture(event.pointerId);
      element.dataset.panning = "";
    };
    const onMove = (event: PointerEvent) => {
      if (!from) return;
      element.scrollBy(from.x - event.clientX, from.y - event.clientY);
      from = { x: event.clientX, y: event.clientY };
    };
    const onUp = () => {
      from = null;
      delete element.dataset.panning;
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    element.addEventListener("pointerdown", onDown);
    element.addEventListener("pointermove", onMove);
    element.addEventListener("pointerup", onUp);
    element.addEventListener("pointercancel", onUp);
    return () => {
      element.removeEventListener("wheel", onWheel);
      element.removeEventListener("pointerdown", onDown);
      element.removeEventListener("pointermove", onMove);
      element.removeEventListener("pointerup", onUp);
      element.removeEventListener("pointercancel", onUp);
    };
  }, [scroll, zoomBy]);
}
