import { Kbd } from "@mantine/core";
import { useI18n } from "@/i18n";
import { shownValue } from "@/lib/fields";
import type { Choice } from "./choices";
import classes from "./FieldPane.module.css";

interface Props {
  field: string;
  choices: readonly Choice[];
  onChoose(number: number): void;
}

/** The values that a number takes: a rule's repair, and the other readings. */
export function Choices({ field, choices, onChoose }: Props) {
  const { t, name, format } = useI18n();
  if (choices.length === 0) return null;
  return (
    <ol className={classes.choices} aria-label={t("review.chooseLabel", { field: name("field", field) })}>
      {choices.map((choice, i) => (
        <li key={choice.value}>
          <button
            type="button"
            className={classes.choice}
            aria-keyshortcuts={String(i + 1)}
            title={choice.value}
            onClick={() => onChoose(i + 1)}
          >
            <Kbd size="xs">{i + 1}</Kbd>
            <span className={classes.choiceValue}>{shownValue(format, field, choice.value)}</span>
            <span className={classes.choiceWhy}>
              {choice.rule
                ? t(choice.rule.endsWith("_checksum") ? "review.mendsCheck" : "review.mends")
                : format.percent(choice.confidence ?? 0)}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
