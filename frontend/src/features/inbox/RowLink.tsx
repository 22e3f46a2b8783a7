import { useRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";
import classes from "./DocumentTable.module.css";

interface Props {
  to: "/documents/$id" | "/review/$id";
  id: string;
  /** What the address carries on, with its question mark. */
  query?: string;
  children: ReactNode;
}

/**
 * A link of a row. The router's own follows every change of the address, which
 * costs a list that scrolls more than all else in a row.
 */
export function RowLink({ to, id, query = "", children }: Props) {
  const router = useRouter();
  const href = to.replace("$id", id) + query;
  return (
    <a
      href={href}
      className={classes.name}
      tabIndex={-1}
      onClick={(event) => {
        if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        router.history.push(href);
      }}
    >
      {children}
    </a>
  );
}
