import { type RefObject, useLayoutEffect, useState } from "react";

/**
 * How much a bar has to leave out to stay on one line: 0 for nothing, up to
 * `most`. Languages and counts differ in length, so it is tried before anything
 * is painted, and again when the bar's width or `content` changes.
 */
export function useFit(bar: RefObject<HTMLElement | null>, most: number, content: string): number {
  const [tried, setTried] = useState({ less: 0 }); // an object: the same again is tried again
  useLayoutEffect(() => {
    const element = bar.current;
    if (!element || typeof ResizeObserver === "undefined") return;
    let width = element.clientWidth;
    const eye = new ResizeObserver(() => {
      if (element.clientWidth === width) return;
      width = element.clientWidth;
      setTried({ less: 0 });
    });
    eye.observe(element);
    return () => eye.disconnect();
  }, [bar]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: content decides how much room it takes
  useLayoutEffect(() => setTried({ less: 0 }), [content]);
  useLayoutEffect(() => {
    const element = bar.current;
    if (element && tried.less < most && element.scrollWidth > element.clientWidth)
      setTried({ less: tried.less + 1 });
  }, [bar, most, tried]);
  return tried.less;
}
