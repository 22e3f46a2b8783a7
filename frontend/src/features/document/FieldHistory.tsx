import type { FieldChange } from "@/api/review";
import type { Document } from "@/api/types";
import { useI18n } from "@/i18n";
import { useHistory } from "@/queries/review";
import classes from "./FieldPanel.module.css";

interface Props {
  document: Document;
  name: string;
}

/** Every value a field had: who gave it, when, and what stood there before. */
export function FieldHistory({ document, name: key }: Props) {
  const { t, name } = useI18n();
  const history = useHistory(document, key, true);
  return (
    <ol className={classes.history} aria-label={t("review.history", { field: name("field", key) })}>
      {[...(history.data ?? [])].reverse().map((change) => (
        <HistoryLine key={`${change.at} ${change.why} ${change.value}`} name={key} change={change} />
      ))}
    </ol>
  );
}

function HistoryLine({ name: key, change }: { name: string; change: FieldChange }) {
  const { t, name, format } = useI18n();
  const { value, before, why, actor, at } = change;
  const shown = (v: string | null) => v ?? t("review.historyEmpty");
  const what = why ? name("review.historyWhy", why) : name("origin", change.origin);
  return (
    <li>
      <span className={classes.historyValue}>{shown(value)}</span>
      <span>{actor === "machine" && !why ? t("review.historyMachine") : what}</span>
      <span title={format.instantFull(at)}>
        {t("review.historyBy", { who: name("actor", actor), when: format.instantFull(at) })}
      </span>
      {why && before !== value && <span>{t("review.historyFrom", { value: shown(before) })}</span>}
      <span className="visually-hidden">{name("field", key)}</span>
    </li>
  );
}
