import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Document } from "@/api/types";
import { useApi } from "@/app/context";
import { useI18n } from "@/i18n";
import { useCovered } from "@/lib/sensitive";
import { usePageRun } from "@/queries/usePageVerbs";
import { MergeBox } from "./MergeBox";
import { PageSheet, type SheetVerbs } from "./PageSheet";
import classes from "./PagesDialog.module.css";
import { add, applies, keepsOwn, move, partsOf, sheetsOf, toggleBegins, toggleDropped, turn } from "./sheets";

interface Props {
  document: Document;
  onClose(): void;
}

/** Splits, merges, reorders, turns and drops pages; nothing happens before Apply. */
export function PagesDialog({ document, onClose }: Props) {
  const { t } = useI18n();
  const api = useApi();
  const [sheets, setSheets] = useState(() => sheetsOf(document, true));
  const { busy, run: begin } = usePageRun();
  const run = async (what: () => Promise<string>) => {
    if (await begin(what)) onClose();
  };
  const parts = partsOf(sheets);
  const covered = useCovered(document);
  const verbs: SheetVerbs = {
    turn: (key) => setSheets((s) => turn(s, key)),
    move: (key, by) => setSheets((s) => move(s, key, by)),
    drop: (key) => setSheets((s) => toggleDropped(s, key)),
    begin: (key) => setSheets((s) => toggleBegins(s, key)),
  };
  const apply = () =>
    run(async () => {
      const made = await api.pages.arrange(document.id, document.revision ?? 0, parts);
      return made.length > 1 ? t("pages.split", { count: made.length }) : t("pages.done");
    });
  const undo = () =>
    run(async () => {
      await api.pages.undo(document.id);
      return t("pages.undone");
    });
  let part = 0;
  let begun = false;
  return (
    <Modal
      opened
      size="min(1100px, 94vw)"
      onClose={onClose}
      title={t("pages.title", { name: document.file.name })}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <Stack gap="md">
        <Text size="sm" c="var(--dc-muted)">
          {t("pages.hint")}
        </Text>
        <ol className={classes.grid}>
          {sheets.map((sheet, i) => {
            if (!sheet.dropped && (sheet.begins || !begun)) part++;
            begun ||= !sheet.dropped;
            return (
              <PageSheet
                key={sheet.key}
                documentId={document.id}
                sheet={sheet}
                covered={covered}
                part={part}
                first={i === 0}
                last={i === sheets.length - 1}
                several={parts.length > 1}
                verbs={verbs}
              />
            );
          })}
        </ol>
        <MergeBox
          documentId={document.id}
          onAdd={(other, collate) => setSheets((s) => add(s, sheetsOf(other, false), collate))}
        />
        {!keepsOwn(sheets) && (
          <Text size="sm" c="var(--dc-failed)" role="alert">
            {t("pages.empty")}
          </Text>
        )}
        <Group justify="space-between" gap="sm">
          <Button variant="subtle" disabled={busy} onClick={() => void undo()}>
            {t("pages.undo")}
          </Button>
          <Group gap="sm">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button
              loading={busy}
              disabled={!applies(sheets, document.file.pages)}
              onClick={() => void apply()}
            >
              {parts.length > 1 ? t("pages.applySplit", { count: parts.length }) : t("pages.apply")}
            </Button>
          </Group>
        </Group>
      </Stack>
    </Modal>
  );
}
