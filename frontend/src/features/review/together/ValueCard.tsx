import { IconCheck, IconX } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useI18n } from "@/i18n";
import { shownValue } from "@/lib/fields";
import { chipsOf } from "../choices";
import { chipWords } from "../shown";
import { type Entry, heldBy } from "./entries";
import { snippetOf } from "./layout";
import { SnippetImage } from "./SnippetImage";
import classes from "./Together.module.css";
import type { Together } from "./useTogether";
import { ValueBox } from "./ValueBox";

interface Props {
  entry: Entry;
  field: string;
  index: number;
  current: boolean;
  together: Together;
}

/** One document's value: the piece of the page, what was read, why it is doubtful, and whose it is. */
export function ValueCard({ entry, field, index, current, together }: Props) {
  const i18n = useI18n();
  const { format } = i18n;
  const { card, state } = entry;
  const { typing, layout } = together;
  const typed = current ? typing : null;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (current && !typed && !dialogHasFocus()) button.current?.focus({ preventScroll: true });
  }, [current, typed]);
  const shown = snippetOf(card, layout.snippet);
  const chips = chipsOf(heldBy(card, field), field).map((chip) => chipWords(i18n, chip));
  const value = card.field.value;
  const none = value === null || undefined;
  return (
    <li className={classes.card} data-state={state} data-current={current || undefined}>
      <button
        ref={button}
        type="button"
        className={classes.main}
        tabIndex={current ? 0 : -1}
        aria-pressed={state === "marked"}
        aria-current={current || undefined}
        onClick={() => together.mark(index)}
        onDoubleClick={() => {
          together.place(index);
          together.type(value ?? "");
        }}
        onKeyDown={(event) => {
          // Enter changes the value; a button would take it for a click.
          if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && together.context.open) {
            event.preventDefault();
            together.context.type();
          }
        }}
      >
        <span className={classes.place} style={{ height: layout.snippet.height }}>
          {shown && (
            <SnippetImage
              shown={shown}
              onShown={() => together.show(entry)}
              onFailed={() => state === "waits" && together.fail(entry)}
            />
          )}
        </span>
        <span className={classes.value} data-none={none}>
          {value === null ? i18n.t("review.emptied") : shownValue(format, field, value)}
        </span>
        <span className={classes.line}>
          <Sign entry={entry} chips={chips} />
          <span className={classes.file} title={card.file}>
            {card.file}
          </span>
        </span>
      </button>
      {typed && <ValueBox field={field} typing={typed} together={together} />}
    </li>
  );
}

/** Why it is doubtful, or what was done. */
function Sign({ entry: { state, failure }, chips }: { entry: Entry; chips: readonly string[] }) {
  const { t, failure: say } = useI18n();
  if (state === "taken")
    return (
      <span className={classes.sign} data-tone="ready">
        <IconCheck size={13} aria-hidden /> {t("together.taken")}
      </span>
    );
  if (state === "marked")
    return (
      <span className={classes.sign} data-tone="marked">
        <IconX size={13} aria-hidden /> {t("together.notThis")}
      </span>
    );
  if (state === "left")
    return (
      <span className={classes.sign} data-tone="failed" title={failure && say(failure).message}>
        {failure ? t("together.changed") : t("together.noPicture")}
      </span>
    );
  return (
    <span className={classes.sign} data-tone="look">
      {chips[0]}
    </span>
  );
}

const dialogHasFocus = () => document.activeElement?.closest('[role="dialog"]') != null;
