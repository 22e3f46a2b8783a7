import type { ReactNode } from "react";
import classes from "./Settings.module.css";

/** A name, its value, and what to know about it. */
export interface Fact {
  name: string;
  value: ReactNode;
  note?: ReactNode;
}

/** Facts side by side. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(({ name, value, note }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value}
            {note && <small>{note}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
