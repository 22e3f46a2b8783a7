import type { Excerpt } from "@/api/types";
import classes from "./DocumentTable.module.css";

/** Where the document's text holds what is sought. */
export function ExcerptLine({ parts }: { parts: readonly Excerpt[] }) {
  return (
    <div className={classes.excerpt} role="gridcell">
      {parts.map(({ text, hit }, i) =>
        hit ? <mark key={`${i} ${text}`}>{text}</mark> : <span key={`${i} ${text}`}>{text}</span>,
      )}
    </div>
  );
}
