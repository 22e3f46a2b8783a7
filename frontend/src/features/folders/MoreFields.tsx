import { Checkbox, MultiSelect, NumberInput, Select, TagsInput } from "@mantine/core";
import { useI18n } from "@/i18n";
import { useTypeChoices } from "@/queries/defined";
import { useProgramStatus } from "@/queries/hooks";
import type { FieldProps } from "./FolderForm";

/** What most folders leave as it is. */
export function MoreFields({ draft, set, problems }: FieldProps) {
  const { t } = useI18n();
  const types = useTypeChoices();
  const known = useProgramStatus().data?.engine.languages ?? [];
  const codes = [...new Set([...known, ...draft.languages])].filter((code) => code !== "osd").sort();
  return (
    <>
      <Select
        label={t("folder.type")}
        allowDeselect={false}
        data={[{ value: "auto", label: t("folder.type.auto") }, ...types]}
        value={draft.type}
        onChange={(type) => set({ type: type ?? "auto" })}
      />
      <MultiSelect
        data-answers="folder_languages"
        label={t("folder.languages")}
        description={t("folder.languagesHint")}
        data={codes}
        value={[...draft.languages]}
        onChange={(languages) => set({ languages })}
      />
      <TagsInput
        data-answers="separators_many separator_form"
        label={t("folder.separators")}
        description={t("folder.separatorsHint")}
        value={[...draft.separators]}
        onChange={(separators) => set({ separators })}
      />
      <TagsInput
        data-answers="folder_patterns folder_pattern_long folder_pattern"
        label={t("folder.include")}
        description={t("folder.includeHint")}
        value={[...draft.include]}
        onChange={(include) => set({ include })}
      />
      <TagsInput
        label={t("folder.exclude")}
        description={t("folder.excludeHint")}
        value={[...draft.exclude]}
        onChange={(exclude) => set({ exclude })}
      />
      <Checkbox
        label={t("folder.tags")}
        checked={draft.tags}
        onChange={(event) => set({ tags: event.currentTarget.checked })}
      />
      <NumberInput
        label={t("folder.settle")}
        data-answers="folder_settle"
        min={0.1}
        max={3600}
        step={1}
        w={320}
        value={draft.settle}
        error={problems.includes("settle") && t("folder.settleMissing")}
        onChange={(settle) => set({ settle })}
      />
    </>
  );
}
