import { memo } from "react";
import type { Document, Excerpt } from "@/api/types";
import { useI18n } from "@/i18n";
import type { PageProgress } from "@/queries/progress";
import { StatusChip } from "@/ui/StatusChip";
import classes from "./DocumentTable.module.css";
import { ExcerptLine } from "./ExcerptLine";
import { FailureLine } from "./FailureLine";
import { RowLink } from "./RowLink";
import { rowOf } from "./row";

interface Props {
  document: Document;
  progress: PageProgress | undefined;
  /** What the document's address carries on of the list's. */
  query: string;
  chosen: boolean;
  excerpt: readonly Excerpt[] | undefined;
  onToggle(id: string, extend: boolean): void;
}

/** The cells of one document and, when it failed, what to do about it; drawn again only when they change. */
export const DocumentRow = memo(function DocumentRow(props: Props) {
  const { document, progress, query, chosen, excerpt, onToggle } = props;
  const { t, name, format } = useI18n();
  const facts = rowOf(document);
  const pages = document.file.pages || progress?.pages || 0;
  return (
    <>
      <div className={classes.cells} role="presentation">
        <span role="gridcell">
          <input
            type="checkbox"
            className={classes.choose}
            tabIndex={-1}
            aria-label={t("inbox.select", { name: document.file.name })}
            checked={chosen}
            onChange={(event) => onToggle(document.id, (event.nativeEvent as MouseEvent).shiftKey === true)}
          />
        </span>
        <span role="gridcell" title={document.file.name}>
          {document.source.kind === "sample" && <span className={classes.mark}>{t("samples.mark")}</span>}
          <RowLink to="/documents/$id" id={document.id} query={query}>
            {document.file.name}
          </RowLink>
        </span>
        <span role="gridcell" className={classes.soft}>
          {document.type.name ? name("type", document.type.name) : ""}
        </span>
        <span role="gridcell" title={facts.party}>
          {facts.party}
        </span>
        <span role="gridcell">{format.date(facts.date)}</span>
        <span role="gridcell" data-right>
          {facts.total && format.total(facts.total, facts.currency)}
        </span>
        <span role="gridcell" data-right className={classes.soft}>
          {pages > 0 && format.number(pages)}
        </span>
        <span role="gridcell" className={classes.status}>
          {document.status === "needs_review" ? (
            <RowLink to="/review/$id" id={document.id}>
              <StatusChip
                status={document.status}
                {...(progress && { progress })}
                pages={document.file.pages}
              />
            </RowLink>
          ) : (
            <StatusChip
              status={document.status}
              {...(progress && { progress })}
              pages={document.file.pages}
            />
          )}
        </span>
        <span role="gridcell" data-right>
          {facts.flags > 0 && <span className={classes.flags}>{format.number(facts.flags)}</span>}
        </span>
        <span
          role="gridcell"
          data-right
          className={classes.soft}
          title={format.instantFull(document.source.received_at)}
        >
          {format.instant(document.source.received_at)}
        </span>
      </div>
      {excerpt && <ExcerptLine parts={excerpt} />}
      {document.status === "failed_terminal" && document.error && (
        <FailureLine id={document.id} name={document.file.name} failure={document.error} />
      )}
    </>
  );
});
