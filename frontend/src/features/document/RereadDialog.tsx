import { Button, Group, Modal, MultiSelect, PasswordInput, Select, Stack } from "@mantine/core";
import { useState } from "react";
import type { RereadOptions } from "@/api/client";
import type { Document } from "@/api/types";
import { useI18n } from "@/i18n";
import { useTypeChoices } from "@/queries/defined";
import { useProgramStatus } from "@/queries/hooks";

const TURNS = ["", "0", "90", "180", "270"] as const;

interface Props {
  document: Document;
  opened: boolean;
  onClose(): void;
  onStart(options: RereadOptions): void;
}

/** Asks as what, and in which languages, a document is to be read again. */
export function RereadDialog({ document, opened, onClose, onStart }: Props) {
  const { t, name } = useI18n();
  const types = useTypeChoices(opened);
  const installed = (useProgramStatus().data?.engine.languages ?? []).filter((code) => code !== "osd");
  const [type, setType] = useState("auto");
  const [languages, setLanguages] = useState<string[]>([]);
  const [password, setPassword] = useState("");
  const [turn, setTurn] = useState("");
  const start = () => {
    onClose();
    onStart({
      keep: false, // all wishes are named here
      type,
      languages: languages.length > 0 ? languages : undefined,
      password: password || undefined,
      ...(turn !== "" && { rotation: { all: Number(turn) } }),
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
            data={[{ value: "auto", label: name("type", "auto") }, ...types]}
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
          <Select
            label={t("document.rereadTurn")}
            description={t("document.rereadTurnHint")}
            allowDeselect={false}
            data={TURNS.map((value) => ({
              value,
              label: value === "" ? t("document.turnFound") : t("document.turnBy", { degrees: value }),
            }))}
            value={turn}
            onChange={(value) => setTurn(value ?? "")}
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
