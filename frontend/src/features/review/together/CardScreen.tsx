import { useI18n } from "@/i18n";
import classes from "./Together.module.css";
import type { Together } from "./useTogether";
import { ValueCard } from "./ValueCard";

/** A screen of cards: arrows move, a letter changes the value. */
export function CardScreen({ field, together }: { field: string; together: Together }) {
  const { t, name } = useI18n();
  const { layout, screen, cursor, context, choices } = together;
  return (
    <ul
      className={classes.cards}
      aria-label={t("together.cards", { field: name("field", field) })}
      style={{
        gridTemplateColumns: `repeat(${layout.columns}, minmax(0, 1fr))`,
        gridAutoRows: layout.height,
      }}
      onKeyDown={(event) => {
        const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented;
        const letter = choices.length === 0 ? /^[\p{L}\p{N}-]$/u : /^\p{L}$/u;
        if (!plain || !letter.test(event.key) || !context.open || together.typing) return;
        event.preventDefault();
        together.type(event.key);
      }}
    >
      {screen.map((entry, i) => (
        <ValueCard
          key={entry.card.document_id}
          entry={entry}
          field={field}
          index={i}
          current={i === cursor}
          together={together}
        />
      ))}
    </ul>
  );
}
