import type { ReactNode } from "react";
import classes from "./Note.module.css";

interface Props {
  tone?: "info" | "look" | "failed";
  title?: string;
  children?: ReactNode;
  /** Buttons at its end: the cure. */
  actions?: ReactNode;
  /** Read out when it appears. */
  alert?: boolean;
}

/** Something worth knowing, in place, with what to do about it. */
export function Note({ tone = "info", title, children, actions, alert }: Props) {
  return (
    <div className={classes.note} data-tone={tone} role={alert ? "alert" : undefined}>
      <div className={classes.words}>
        {title && <div className={classes.title}>{title}</div>}
        {children && <div>{children}</div>}
      </div>
      {actions}
    </div>
  );
}
