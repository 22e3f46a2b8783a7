import {
  Button,
  Checkbox,
  Group,
  Modal,
  MultiSelect,
  NumberInput,
  Radio,
  Select,
  Stack,
  TextInput,
  Title,
} from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import type { Status } from "@/api/types";
import { useI18n } from "@/i18n";
import { useTypeChoices } from "@/queries/defined";
import { usePreview } from "@/queries/upkeep";
import { Loaded } from "@/ui/Loaded";
import { PreviewTable } from "./PreviewTable";
import { type RuleDraft, requestOf, STATUSES, sinceIsWrong } from "./rule";

interface Props {
  first: RuleDraft;
  isNew: boolean;
  onKeep(draft: RuleDraft): void;
  onClose(): void;
}

/** A rule in hand, with what it would remove shown below while it is being made. */
export function RuleForm({ first, isNew, onKeep, onClose }: Props) {
  const { t, name } = useI18n();
  const types = useTypeChoices();
  const [draft, setDraft] = useState(first);
  const set = (more: Partial<RuleDraft>) => setDraft((d) => ({ ...d, ...more }));
  const request = requestOf(draft);
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={isNew ? t("retention.newTitle") : t("retention.editTitle", { name: first.name })}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (request) onKeep(draft);
        }}
      >
        <Stack gap="md">
          <TextInput
            label={t("retention.name")}
            value={draft.name}
            maxLength={100}
            required
            data-autofocus
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <MultiSelect
            label={t("retention.types")}
            description={t("retention.typesHint")}
            data={types}
            value={draft.types}
            onChange={(chosen) => set({ types: chosen })}
          />
          <Checkbox.Group
            label={t("retention.statuses")}
            value={draft.statuses}
            error={draft.statuses.length === 0 && t("retention.statusesMissing")}
            onChange={(statuses) => set({ statuses: statuses as Status[] })}
          >
            <Group gap="md" mt="xs">
              {STATUSES.map((status) => (
                <Checkbox key={status} value={status} label={name("status", status)} />
              ))}
            </Group>
          </Checkbox.Group>
          <Group align="flex-start" gap="md">
            <NumberInput
              label={t("retention.daysLabel")}
              w={120}
              min={1}
              max={36_500}
              allowDecimal={false}
              value={draft.days ?? ""}
              onChange={(value) => set({ days: typeof value === "number" ? value : null })}
            />
            <Select
              label={t("retention.since")}
              style={{ flex: 1 }}
              allowDeselect={false}
              data={(["decided", "received"] as const).map((value) => ({
                value,
                label: t(`retention.since.${value}`),
              }))}
              value={draft.since}
              error={sinceIsWrong(draft) && t("retention.sinceWrong")}
              onChange={(since) => set({ since: since === "received" ? "received" : "decided" })}
            />
          </Group>
          <Checkbox
            label={t("retention.exported")}
            checked={draft.exported}
            onChange={(event) => set({ exported: event.currentTarget.checked })}
          />
          <Radio.Group
            label={t("retention.removes")}
            value={draft.removes}
            onChange={(removes) => set({ removes: removes === "original" ? "original" : "document" })}
          >
            <Stack gap="xs" mt="xs">
              <Radio value="document" label={t("retention.removes.document")} />
              <Radio value="original" label={t("retention.removes.original")} />
            </Stack>
          </Radio.Group>
          <Found draft={draft} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" disabled={!request}>
              {t("retention.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** What the draft would remove now; its name does not matter for that. */
function Found({ draft }: { draft: RuleDraft }) {
  const { t } = useI18n();
  const [settled] = useDebouncedValue(requestOf({ ...draft, name: draft.name.trim() || "?" }), 250, {
    leading: true,
  });
  const query = usePreview(settled && { ...settled, name: "?" });
  if (!settled) return null;
  return (
    <Stack gap="xs" component="section" aria-label={t("retention.previewTitle")}>
      <Title order={2} fz={14}>
        {t("retention.previewTitle")}
      </Title>
      <Loaded query={query}>{(preview) => <PreviewTable preview={preview} />}</Loaded>
    </Stack>
  );
}
