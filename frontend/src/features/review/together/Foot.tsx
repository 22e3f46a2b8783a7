import { Button, Kbd } from "@mantine/core";
import { useI18n } from "@/i18n";
import { shownValue } from "@/lib/fields";
import { Choices } from "../Choices";
import { chipsOf } from "../choices";
import { chipWords } from "../shown";
import { type Entry, heldBy } from "./entries";
import { snippetOf } from "./layout";
import { SnippetImage } from "./SnippetImage";
import classes from "./Together.module.css";
import type { Together } from "./useTogether";

/** What the wider look at the current card may measure, in CSS pixels. */
const WIDER = { width: 420, height: 84 };

/** The card under the cursor with what stands around it, its other readings, and the verb for all. */
export function Foot({ field, together }: { field: string; together: Together }) {
  const { t } = useI18n();
  const { current, choices, context, screen, ready } = together;
  const marked = screen.filter((e) => e.state === "marked").length;
  const coming = screen.some((e) => e.state === "waits") && ready === 0;
  return (
    <footer className={classes.foot}>
      <div className={classes.wider}>
        {current && <Wider key={current.card.document_id} entry={current} />}
      </div>
      <div className={classes.about}>
        {current && <About entry={current} field={field} />}
        {context.open && <Choices field={field} choices={choices} onChoose={context.choose} />}
        {context.open && choices.length === 0 && (
          <p className={classes.hint}>
            {t("together.markHint")} · {t("together.typeHint")}
          </p>
        )}
      </div>
      <div className={classes.verbs}>
        <span className={classes.hint} role="status">
          {coming ? t("together.loading") : marked > 0 ? t("together.marked", { count: marked }) : ""}
        </span>
        <Button
          size="md"
          disabled={coming || context.cards === 0}
          onClick={context.accept}
          title={t("action.together.accept")}
        >
          {ready > 0 ? t("together.accept", { count: ready }) : t("together.goOn")}
          <Kbd size="xs" ml={10}>
            Ctrl ↵
          </Kbd>
        </Button>
      </div>
    </footer>
  );
}

function Wider({ entry }: { entry: Entry }) {
  const shown = snippetOf(entry.card, WIDER, 1);
  return shown && <SnippetImage shown={shown} />;
}

function About({ entry: { card }, field }: { entry: Entry; field: string }) {
  const i18n = useI18n();
  const { format } = i18n;
  const chips = chipsOf(heldBy(card, field), field);
  return (
    <p className={classes.aboutLine}>
      <strong>
        {card.field.value === null ? i18n.t("review.emptied") : shownValue(format, field, card.field.value)}
      </strong>
      {chips.map((chip) => (
        <span key={chipWords(i18n, chip)} className={classes.sign} data-tone="look">
          {chipWords(i18n, chip)}
        </span>
      ))}
      <span className={classes.file}>{card.file}</span>
    </p>
  );
}
