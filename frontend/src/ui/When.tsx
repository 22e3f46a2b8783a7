import { useI18n } from "@/i18n";
import { useNow } from "@/lib/clock";
import { ago } from "@/lib/duration";

/** An instant as a person tells it, in full under the pointer; a word where there is none. */
export function When({ at, none = "–" }: { at: string | null | undefined; none?: string }) {
  const { language, format } = useI18n();
  const now = useNow();
  if (!at) return none;
  return (
    <time dateTime={at} title={format.instantFull(at)}>
      {ago(at, language, Math.max(now, Date.now()))}
    </time>
  );
}
