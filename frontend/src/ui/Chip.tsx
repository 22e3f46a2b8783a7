import type { ReactNode } from "react";
import type { Tone } from "@/lib/status";
import classes from "./StatusChip.module.css";

/** A word with the colour of what it asks of a person. */
export function Chip({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={classes.chip} data-tone={tone}>
      <span className={classes.dot} aria-hidden />
      <span className={classes.words}>{children}</span>
    </span>
  );
}
