import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { failureOf } from "@/api/errors";
import { useApi } from "@/app/context";
import { useI18n } from "@/i18n";
import { inWindow, pickFolder } from "@/lib/desktop";
import { Note } from "@/ui/Note";
import type { FieldProps } from "./FolderForm";
import { isWhole } from "./form";

/** Milliseconds without a key before the path is looked at. */
const PAUSE = 500;

/** Where the folder is: chosen in the window, written in a browser, and looked at either way. */
export function PathField({ draft, set, problems }: FieldProps) {
  const { t, name, failure } = useI18n();
  const { folders } = useApi();
  const [refused, setRefused] = useState<unknown>(null);
  const path = draft.path.trim();
  useEffect(() => {
    setRefused(null);
    if (!isWhole(path)) return;
    let stale = false;
    const timer = setTimeout(async () => {
      try {
        const found = await folders.check(path);
        if (!stale) set({ found });
      } catch (error) {
        if (!stale) setRefused(error);
      }
    }, PAUSE);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [path, folders, set]);
  const change = (next: string) => set({ path: next, found: null });
  const { found } = draft;
  const said = refused ? failure(failureOf(refused)) : null;
  return (
    <Stack gap="sm">
      <Group gap="sm" align="flex-end" wrap="nowrap">
        <TextInput
          flex={1}
          label={t("folder.path")}
          description={t("folder.pathHint")}
          placeholder="/srv/scans"
          value={draft.path}
          maxLength={4096}
          spellCheck={false}
          autoComplete="off"
          data-autofocus
          data-answers="folder_refused folder_not_allowed"
          error={problems.includes("path") && t("folder.pathMissing")}
          onChange={(event) => change(event.currentTarget.value)}
        />
        {inWindow() && (
          <Button
            variant="default"
            onClick={async () => {
              const chosen = await pickFolder();
              if (chosen) change(chosen);
            }}
          >
            {t("folder.browse")}
          </Button>
        )}
      </Group>
      {said && (
        <Note tone="failed" alert title={said.message}>
          {said.rest}
        </Note>
      )}
      {found && (
        <Note>
          {found.watching === "events"
            ? t("folder.willWatch.events")
            : t("folder.willWatch.polling", { reason: name("folderPoll", found.polling) })}
        </Note>
      )}
    </Stack>
  );
}
