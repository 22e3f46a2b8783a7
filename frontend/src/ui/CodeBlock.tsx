import classes from "./CodeBlock.module.css";

/** A text of machines: headers, a body. It scrolls, by keyboard too. */
export function CodeBlock({ label, children }: { label: string; children: string }) {
  return (
    <div>
      <p className={classes.label} aria-hidden>
        {label}
      </p>
      <pre className={classes.block} tabIndex={0} role="region" aria-label={label}>
        {children}
      </pre>
    </div>
  );
}
