import { Button, Group, Modal, MultiSelect, PasswordInput, Select, Stack } from "@mantine/core";
import { useState } from "react";
import type { RereadOptions } from "@/api/client";
import type { Document } from "@/api/types";
import { useI18n } from "@/i18n";
import { useProgramStatus } from "@/queries/hooks";

const TYPES = ["auto", "receipt", "invoice", "bank_statement", "identity", "other"];

interface Props {
  document: Document;
  opened: boolean;
  onClose(): void;
  onStart(options: RereadOptions): void;
}

/** Asks as what, and in which languages, a document is to be read again. */
export function RereadDialog({ document, opened, onClose, onStart }: Props) {
  const { t, name } = useI18n();
  const installed = (useProgramStatus().data?.engine.languages ?? []).filter((code) => code !== "osd");
  const [type, setType] = useState("auto");
  const [languages, setLanguages] = useState<string[]>([]);
  const [password, setPassword] = useState("");
  const start = () => {
    onClose();
    onStart({
      type,
      languages: languages.length > 0 ? languages : undefined,
      password: password || undefined,
    });
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("document.rereadTitle")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          start();
        }}
      >
        <Stack gap="md">
          <Select
            label={t("document.rereadType")}
            allowDeselect={false}
            data={TYPES.map((value) => ({ value, label: name("type", value) }))}
            value={type}
            onChange={(value) => setType(value ?? "auto")}
          />
          <MultiSelect
            label={t("document.rereadLanguages")}
            description={t("document.rereadLanguagesHint")}
            data={installed}
            value={languages}
            onChange={setLanguages}
            searchable
            clearable
          />
          {document.error?.code === "pdf_password" && (
            <PasswordInput
              label={t("inbox.password", { name: document.file.name })}
              autoComplete="off"
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
          )}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit">{t("document.rereadStart")}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
