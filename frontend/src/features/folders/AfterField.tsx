import { Radio, Stack, TextInput } from "@mantine/core";
import { useI18n } from "@/i18n";
import { Note } from "@/ui/Note";
import type { FieldProps } from "./FolderForm";
import type { After } from "./form";

const FATES: readonly After[] = ["leave", "move", "delete"];

/** What becomes of a file once its document is kept. */
export function AfterField({ draft, set, problems, writable }: FieldProps & { writable: boolean }) {
  const { t } = useI18n();
  return (
    <Stack gap="sm" data-answers="folder_after">
      <Radio.Group
        label={t("folder.after")}
        value={draft.after}
        onChange={(after) => set({ after: after as After })}
      >
        <Stack gap="sm" mt="sm">
          {FATES.map((fate) => (
            <Radio
              key={fate}
              value={fate}
              label={t(`folder.after.${fate}`)}
              disabled={!writable && fate !== "leave"}
            />
          ))}
        </Stack>
      </Radio.Group>
      {!writable && <Note>{t("folder.notWritable")}</Note>}
      {draft.after === "move" && (
        <TextInput
          label={t("folder.moveTo")}
          description={t("folder.moveToHint")}
          value={draft.moveTo}
          data-answers="folder_move_to"
          error={problems.includes("moveTo") && t("folder.moveToMissing")}
          onChange={(event) => set({ moveTo: event.currentTarget.value })}
        />
      )}
      {draft.after === "delete" && <Note tone="look">{t("folder.deleteNote")}</Note>}
    </Stack>
  );
}
