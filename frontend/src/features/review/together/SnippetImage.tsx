import { useEffect, useRef } from "react";
import { useSnippet } from "@/queries/together";
import type { Shown } from "./layout";
import classes from "./Together.module.css";

interface Props {
  shown: Shown;
  /** It is on the screen, drawn. */
  onShown?(): void;
  onFailed?(): void;
}

/** The piece of the page a value was read from. */
export function SnippetImage({ shown, onShown, onFailed }: Props) {
  const { src, failed } = useSnippet(shown.cut);
  const told = useRef("");
  const tell = useRef({ onShown, onFailed });
  tell.current = { onShown, onFailed };
  useEffect(() => {
    if (failed) tell.current.onFailed?.();
  }, [failed]);
  return (
    <span className={classes.snippet} style={{ width: shown.width, height: shown.height }} aria-hidden>
      {src && !failed && (
        <img
          key={src}
          src={src}
          alt=""
          draggable={false}
          onError={() => tell.current.onFailed?.()}
          onLoad={() => {
            if (told.current === src) return;
            told.current = src;
            // Loaded is not yet painted.
            requestAnimationFrame(() => tell.current.onShown?.());
          }}
        />
      )}
    </span>
  );
}
