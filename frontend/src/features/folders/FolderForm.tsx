import { Button, Drawer, Group, Stack, TextInput } from "@mantine/core";
import { useCallback, useEffect, useState } from "react";
import { failureOf } from "@/api/errors";
import type { Folder } from "@/api/types";
import { useApi } from "@/app/context";
import { useI18n } from "@/i18n";
import { useFolderAct } from "@/queries/folders";
import { Note } from "@/ui/Note";
import { useFirstBad } from "@/ui/useFirstBad";
import { AfterField } from "./AfterField";
import { type Draft, draftOf, problemsOf, requestOf, settingsOf } from "./form";
import { MoreFields } from "./MoreFields";
import { PathField } from "./PathField";

interface Props {
  opened: boolean;
  /** The one to change; null watches a new one. */
  folder: Folder | null;
  onClose(): void;
  onMade?(id: string): void;
}

/** Watches a folder, or changes how. */
export function FolderForm({ opened, folder, onClose, onMade }: Props) {
  const { t } = useI18n();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={560}
      title={folder ? t("folder.editTitle", { name: folder.name }) : t("folder.newTitle")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {opened && <Form folder={folder} onClose={onClose} onMade={onMade} />}
    </Drawer>
  );
}

/** What each field of the form gets. */
export interface FieldProps {
  draft: Draft;
  problems: readonly string[];
  set(more: Partial<Draft>): void;
}

function Form({ folder, onClose, onMade }: Omit<Props, "opened">) {
  const { t, failure } = useI18n();
  const { folders } = useApi();
  const act = useFolderAct();
  const [draft, setDraft] = useState(() => draftOf(folder));
  const [refused, setRefused] = useState<unknown>(null);
  const [tries, setTries] = useState(0);
  const [saving, setSaving] = useState(false);
  const problems = problemsOf(draft, folder);
  const set = useCallback((more: Partial<Draft>) => setDraft((d) => ({ ...d, ...more })), []);
  useEffect(() => setRefused((r: unknown) => (draft ? null : r)), [draft]);

  const save = async () => {
    setTries((n) => n + 1);
    if (problems.length > 0) return;
    setSaving(true);
    try {
      const saved = folder
        ? await folders.update(folder.id, settingsOf(draft))
        : await folders.create(requestOf(draft));
      await act(
        async () => saved,
        folder ? t("folder.savedSaid") : t("folder.madeSaid", { name: saved.name }),
      );
      onClose();
      if (!folder) onMade?.(saved.id);
    } catch (error) {
      setRefused(error);
      setSaving(false);
    }
  };
  const field: FieldProps = { draft, set, problems: tries > 0 ? problems : [] };
  const said = refused ? failure(failureOf(refused)) : null;
  const form = useFirstBad(tries, refused);
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack gap="lg">
        {!folder && <PathField {...field} />}
        <TextInput
          label={t("folder.name")}
          description={t("folder.nameHint")}
          placeholder={draft.found?.name}
          value={draft.name}
          maxLength={100}
          data-answers="folder_name folder_taken name_taken"
          data-autofocus={folder ? true : undefined}
          error={field.problems.includes("name") && t("folder.nameMissing")}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <AfterField {...field} writable={draft.found?.writable ?? true} />
        <MoreFields {...field} />
        {said && (
          <Note tone="failed" alert title={said.message}>
            {said.rest}
          </Note>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={saving}>
            {folder ? t("folder.save") : t("folder.make")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
