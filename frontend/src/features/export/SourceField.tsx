import { Select, TextInput } from "@mantine/core";
import type { ExportSource } from "@/api/exports";
import { useI18n } from "@/i18n";
import { kindOfSource, nameOfSource } from "./draft";
import classes from "./Export.module.css";
import { sourceWords } from "./words";

interface Props {
  source: string;
  label: string;
  sources: readonly ExportSource[];
  onChange(source: string): void;
}

const FREE = ["text", "meta"] as const;
const GROUPS = ["field", "cell", "fact"] as const;

/** Where a value comes from: a list, and a box where it is a text or a member of the metadata. */
export function SourceField({ source, label, sources, onChange }: Props) {
  const i18n = useI18n();
  const { t } = i18n;
  const kind = kindOfSource(source);
  const free = FREE.find((one) => one === kind);
  const listed = sources.some((one) => one.source === source) || free !== undefined;
  const items = (group: string) =>
    sources
      .filter((one) => kindOfSource(one.source) === group)
      .map((one) => ({ value: one.source, label: sourceWords(i18n, one.source) }));
  const groups = GROUPS.map((group) => ({ group: t(`export.source.${group}`), items: items(group) }));
  const other = [
    ...FREE.map((one) => ({ value: one, label: t(`export.source.${one}`) })),
    ...(listed ? [] : [{ value: source, label: sourceWords(i18n, source) }]),
  ];
  return (
    <div className={classes.source}>
      <Select
        size="xs"
        aria-label={label}
        data={[...groups, { group: t("export.source.other"), items: other }].filter(
          (g) => g.items.length > 0,
        )}
        value={free ?? source}
        allowDeselect={false}
        searchable
        maxDropdownHeight={320}
        nothingFoundMessage={t("export.noSource")}
        onChange={(value) => {
          if (value) onChange(FREE.some((one) => one === value) ? `${value}:` : value);
        }}
      />
      {free && (
        <TextInput
          size="xs"
          aria-label={t(free === "text" ? "export.textOf" : "export.keyOf", { name: label })}
          placeholder={
            free === "text" ? t("export.textHint", { example: "{field:total}" }) : t("export.keyHint")
          }
          value={nameOfSource(source)}
          onChange={(e) => onChange(`${free}:${e.currentTarget.value}`)}
        />
      )}
    </div>
  );
}
