import { useI18n } from "@/i18n";
import { ago } from "@/lib/duration";

/** An instant as a person tells it, in full under the pointer; a word where there is none. */
export function When({ at, none = "–" }: { at: string | null | undefined; none?: string }) {
  const { language, format } = useI18n();
  if (!at) return none;
  return (
    <time dateTime={at} title={format.instantFull(at)}>
      {ago(at, language)}
    </time>
  );
}
