import { Kbd } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import type { Document } from "@/api/types";
import { suggestionWords } from "@/features/document/words";
import { useI18n } from "@/i18n";
import type { NamedField } from "@/lib/fields";
import { Choices } from "./Choices";
import { unmarked } from "./choices";
import { FieldLine } from "./FieldLine";
import classes from "./FieldPane.module.css";
import { TypeBox } from "./TypeBox";
import { TypeLine } from "./TypeLine";
import type { Review } from "./useReview";
import { TYPE } from "./walk";

interface Props {
  document: Document;
  review: Review;
  line: number;
  width: number;
}

/** The fields: what needs a look first, then what was corrected; what is accepted is folded away. */
export function FieldPane({ document, review, line, width }: Props) {
  const { t } = useI18n();
  const { walk, field, cell, context } = review;
  const unfolded = review.open.accepted || walk.accepted.some((f) => f.name === field);
  const row = (named: NamedField, brief: boolean) => {
    const current = named.name === field && cell === null;
    return (
      <FieldLine
        key={named.name}
        document={document}
        field={named}
        current={current}
        reading={review.reading[named.name]}
        line={line}
        width={width}
        brief={brief}
        onPick={review.pick}
        onSeen={named.field.flagged && named.field.value !== null ? review.see : undefined}
      >
        {current && context.editable && <Below document={document} review={review} name={named.name} />}
      </FieldLine>
    );
  };
  return (
    <div className={classes.pane}>
      {(walk.asksType || field === TYPE) && <TypeLine document={document} review={review} />}
      <Unmarked document={document} />
      {walk.attention.length > 0 ? (
        <section aria-label={t("document.attention", { count: walk.attention.length })}>
          <ul className={classes.list}>{walk.attention.map((f) => row(f, false))}</ul>
        </section>
      ) : (
        context.editable &&
        !walk.asksType &&
        field !== TYPE && <Ready fields={walk.accepted.length + walk.corrected.length} />
      )}
      {walk.corrected.length > 0 && (
        <section aria-label={t("review.corrected", { count: walk.corrected.length })}>
          <p className={classes.heading}>{t("review.corrected", { count: walk.corrected.length })}</p>
          <ul className={classes.list}>{walk.corrected.map((f) => row(f, false))}</ul>
        </section>
      )}
      <section
        className={classes.accepted}
        aria-label={t("review.accepted", { count: walk.accepted.length })}
        hidden={walk.accepted.length === 0}
      >
        <button
          type="button"
          className={classes.fold}
          aria-expanded={unfolded}
          onClick={context.showAccepted}
        >
          {unfolded ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
          {t("review.accepted", { count: walk.accepted.length })}
          <Kbd size="xs">A</Kbd>
        </button>
        {unfolded && <ul className={classes.list}>{walk.accepted.map((f) => row(f, true))}</ul>}
      </section>
    </div>
  );
}

function Below({ document, review, name }: { document: Document; review: Review; name: string }) {
  if (review.mode === "type") {
    return (
      <div className={classes.below}>
        <TypeBox
          name={name}
          value={document.fields[name]?.value ?? ""}
          refusal={review.refusal}
          onTyped={review.typed}
          onCancel={review.endMode}
        />
      </div>
    );
  }
  if (review.choices.length === 0) return null;
  return (
    <div className={classes.below}>
      <Choices field={name} choices={review.choices} onChoose={review.context.choose} />
    </div>
  );
}

/** What does not fit, where no field says so. */
function Unmarked({ document }: { document: Document }) {
  const i18n = useI18n();
  const issues = unmarked(document);
  if (issues.length === 0) return null;
  return (
    <ul className={classes.unmarked} aria-label={i18n.t("document.issues")}>
      {issues.map((issue) => (
        <li key={`${issue.rule} ${i18n.said(issue)}`}>
          {i18n.said(issue)} {issue.suggestion && suggestionWords(i18n, issue.suggestion)}
        </li>
      ))}
    </ul>
  );
}

/** Nothing is left to look at, or never was. */
function Ready({ fields }: { fields: number }) {
  const { t } = useI18n();
  return (
    <div className={classes.ready} role="status">
      <p>{t(fields > 0 ? "review.allSeen" : "review.noFields")}</p>
      <p className={classes.hint}>
        <Kbd size="xs">Enter</Kbd> {t("review.approveHint")}
      </p>
    </div>
  );
}
