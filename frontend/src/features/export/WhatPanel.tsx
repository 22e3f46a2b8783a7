import { Checkbox, Group, Radio, Select, Stack, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useState } from "react";
import type { ExportCounts } from "@/api/exports";
import { useI18n } from "@/i18n";
import { useTypeChoices } from "@/queries/defined";
import classes from "./Export.module.css";
import type { ExportSearch } from "./search";

interface Props {
  search: ExportSearch;
  /** Types the profile takes; none means all. */
  types: readonly string[];
  counts: ExportCounts | undefined;
  /** Documents chosen in the inbox. */
  chosen: number;
  onChange(more: Partial<ExportSearch>): void;
}

/** Which documents go out. */
export function WhatPanel({ search, types, counts, chosen, onChange }: Props) {
  const { t } = useI18n();
  const choices = useTypeChoices();
  const [words, setWords] = useState(search.q ?? "");
  const tell = useDebouncedCallback((q: string) => onChange({ q: q || undefined }), 300);
  useEffect(() => setWords(search.q ?? ""), [search.q]);
  // Each choice says how many documents it takes, and holds the one before it.
  const fresh = counts?.new ?? 0;
  const changed = counts?.changed ?? 0;
  const offered = types.length > 0 ? choices.filter(({ value }) => types.includes(value)) : choices;
  return (
    <div className={classes.panel}>
      <Radio.Group
        label={t("export.which")}
        value={search.which ?? "new"}
        onChange={(which) => onChange({ which: which === "changed" || which === "all" ? which : undefined })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="new" label={t("export.which.new", { count: fresh })} />
          <Radio value="changed" label={t("export.which.changed", { count: fresh + changed })} />
          <Radio
            value="all"
            label={t("export.which.all", { count: fresh + changed + (counts?.exported ?? 0) })}
          />
        </Stack>
      </Radio.Group>
      <Checkbox
        label={t("export.review")}
        description={t("export.reviewHint")}
        checked={search.review ?? false}
        onChange={(e) => onChange({ review: e.currentTarget.checked || undefined })}
      />
      {chosen > 0 && (
        <Checkbox
          label={t("export.chosen", { count: chosen })}
          checked={search.chosen ?? false}
          onChange={(e) => onChange({ chosen: e.currentTarget.checked || undefined })}
        />
      )}
      <Select
        label={t("export.type")}
        placeholder={t("export.everyType")}
        data={offered}
        value={search.type ?? null}
        onChange={(type) => onChange({ type: type ?? undefined })}
        clearable
        clearButtonProps={{ "aria-label": t("export.everyType") }}
      />
      <TextInput
        label={t("export.search")}
        placeholder={t("export.searchHint")}
        value={words}
        onChange={(e) => {
          setWords(e.currentTarget.value);
          tell(e.currentTarget.value);
        }}
      />
      <Group grow gap="sm" wrap="nowrap">
        <TextInput
          type="date"
          label={t("export.from")}
          value={search.from ?? ""}
          onChange={(e) => onChange({ from: e.currentTarget.value || undefined })}
        />
        <TextInput
          type="date"
          label={t("export.to")}
          value={search.to ?? ""}
          onChange={(e) => onChange({ to: e.currentTarget.value || undefined })}
        />
      </Group>
    </div>
  );
}
