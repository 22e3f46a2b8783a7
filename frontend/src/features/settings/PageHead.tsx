import { Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./Settings.module.css";

interface Props {
  title: string;
  hint?: ReactNode;
  children?: ReactNode;
}

/** A page's name, what it is for, and its verbs. */
export function PageHead({ title, hint, children }: Props) {
  return (
    <div className={classes.head}>
      <div className={classes.headWords}>
        <Title order={1} fz={20} style={{ overflowWrap: "anywhere" }}>
          {title}
        </Title>
        {hint && (
          <Text c="var(--dc-muted)" size="sm" mt={4} component="div">
            {hint}
          </Text>
        )}
      </div>
      {children && <div className={classes.buttons}>{children}</div>}
    </div>
  );
}

/** A page that has nothing to show yet: what would be here, and how it comes. */
export function Empty({ title, hint, children }: { title: string; hint: string; children?: ReactNode }) {
  return (
    <div className={`${classes.card} ${classes.empty}`}>
      <Title order={2} fz={16}>
        {title}
      </Title>
      <p>{hint}</p>
      {children}
    </div>
  );
}
