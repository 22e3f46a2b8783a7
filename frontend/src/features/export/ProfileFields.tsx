import { Checkbox, MultiSelect, SegmentedControl, Select, TextInput } from "@mantine/core";
import { useId } from "react";
import type { ExportProfile } from "@/api/exports";
import { useI18n } from "@/i18n";
import { useTypeChoices } from "@/queries/defined";
import { useSources } from "@/queries/exports";
import { inFormat, withRows } from "./draft";
import classes from "./Export.module.css";

interface Props {
  draft: ExportProfile;
  set(more: Partial<ExportProfile>): void;
  onDraft(draft: ExportProfile): void;
}

const FORMATS = ["csv", "xlsx", "json", "jsonl"] as const;

/** What a profile is called, takes and makes. */
export function ProfileFields({ draft, set, onDraft }: Props) {
  const { t, name } = useI18n();
  const types = useTypeChoices();
  const sources = useSources().data ?? [];
  const label = useId();
  const tables = [...new Set(sources.flatMap((source) => source.rows))];
  return (
    <fieldset className={classes.panel}>
      <legend>{t("export.section.profile")}</legend>
      <TextInput
        label={t("export.name")}
        data-answers="name_taken profile_name profile_taken profile_builtin_name"
        value={draft.name}
        maxLength={100}
        required
        withAsterisk={false}
        error={draft.name.trim() === "" && t("export.nameMissing")}
        onChange={(e) => set({ name: e.currentTarget.value })}
      />
      <TextInput
        label={t("export.description")}
        value={draft.description ?? ""}
        maxLength={500}
        onChange={(e) => set({ description: e.currentTarget.value || undefined })}
      />
      <div>
        <div id={label} className={classes.label}>
          {t("export.format")}
        </div>
        <SegmentedControl
          aria-labelledby={label}
          value={draft.format}
          data={FORMATS.map((format) => ({ value: format, label: t(`export.format.${format}`) }))}
          onChange={(format) => onDraft(inFormat(draft, format as ExportProfile["format"]))}
        />
      </div>
      <div className={classes.pair}>
        <MultiSelect
          label={t("export.takes")}
          placeholder={draft.types.length === 0 ? t("export.everyType") : undefined}
          data={types}
          value={draft.types}
          onChange={(chosen) => set({ types: chosen })}
        />
        {(draft.format === "csv" || draft.format === "xlsx") && (
          <Select
            label={t("export.rowsAre")}
            allowDeselect={false}
            data={[
              { value: "document", label: t("export.rowPerDocument") },
              ...tables.map((table) => ({
                value: table,
                label: t("export.rowPer", { table: name("table", table) }),
              })),
            ]}
            value={draft.rows}
            onChange={(rows) => rows && onDraft(withRows(draft, rows, sources))}
          />
        )}
      </div>
      <Select
        label={t("export.incomplete")}
        allowDeselect={false}
        data={(["hold", "mark"] as const).map((gap) => ({
          value: gap,
          label: t(`export.incomplete.${gap}`),
        }))}
        value={draft.incomplete}
        onChange={(gap) => gap && set({ incomplete: gap as ExportProfile["incomplete"] })}
      />
      <Checkbox
        label={t("export.sensitive")}
        description={t("export.sensitiveHint")}
        checked={draft.include_sensitive ?? false}
        onChange={(e) => set({ include_sensitive: e.currentTarget.checked || undefined })}
      />
    </fieldset>
  );
}
