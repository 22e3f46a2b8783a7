import classes from "./Zone.module.css";

interface Props {
  id: string;
  /** The lines, a newline between them. */
  lines: string;
  className?: string | undefined;
}

/**
 * Lines of a machine-readable zone as they are printed: each on one line, all
 * characters equally wide, and such that they can be selected.
 */
export function Zone({ id, lines, className }: Props) {
  return (
    <div className={`${classes.box} ${className ?? ""}`}>
      <code id={id} className={classes.lines} translate="no">
        {lines}
      </code>
    </div>
  );
}
