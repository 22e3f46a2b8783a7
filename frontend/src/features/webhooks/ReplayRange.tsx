import { Button, Checkbox, Group, Modal, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Endpoint } from "@/api/types";
import { useI18n } from "@/i18n";
import { useAct } from "@/queries/admin";
import { type Range, rangeRequest } from "./range";

const EMPTY: Range = { by: "time", from: "", to: "", failed: false };

interface Props {
  opened: boolean;
  endpoint: Endpoint;
  onClose(): void;
}

/** Sends again what happened in a time, or between two sequence numbers. */
export function ReplayRange({ opened, endpoint, onClose }: Props) {
  const { t } = useI18n();
  const act = useAct();
  const [range, setRange] = useState(EMPTY);
  const request = rangeRequest(range);
  const set = (more: Partial<Range>) => setRange((r) => ({ ...r, ...more }));
  const send = async () => {
    if (!request) return;
    const count = await act(
      (admin) => admin.replay(endpoint.id, request),
      (n) => t("webhook.replayed", { count: n }),
    );
    if (count !== undefined) onClose();
  };
  const type = range.by === "time" ? "datetime-local" : "number";
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("webhook.rangeTitle")}
      centered
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t("webhook.rangeHint")}</Text>
          <SegmentedControl
            aria-label={t("webhook.rangeBy")}
            data={[
              { value: "time", label: t("webhook.rangeTime") },
              { value: "sequence", label: t("webhook.rangeSequence") },
            ]}
            value={range.by}
            onChange={(by) => setRange({ ...EMPTY, by: by === "sequence" ? "sequence" : "time" })}
          />
          <Group grow gap="sm">
            {(["from", "to"] as const).map((end) => (
              <TextInput
                key={end}
                type={type}
                min={type === "number" ? 1 : undefined}
                label={t(`webhook.range.${end}`)}
                value={range[end]}
                onChange={(event) => set({ [end]: event.currentTarget.value })}
              />
            ))}
          </Group>
          <Checkbox
            label={t("webhook.rangeFailed")}
            checked={range.failed}
            onChange={(event) => set({ failed: event.currentTarget.checked })}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" disabled={!request}>
              {t("webhook.sendAgain")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
