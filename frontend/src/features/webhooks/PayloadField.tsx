import { Radio, Stack } from "@mantine/core";
import { useI18n } from "@/i18n";
import { Note } from "@/ui/Note";
import type { FieldProps } from "./field";
import type { Payload } from "./form";

/** How much the endpoint is told. */
export function PayloadField({ draft, set }: FieldProps) {
  const { t } = useI18n();
  return (
    <Stack gap="sm" data-answers="hook_payload">
      <Radio.Group
        label={t("webhook.payload")}
        value={draft.payload}
        onChange={(payload) => set({ payload: payload as Payload })}
      >
        <Stack gap="sm" mt="sm">
          <Radio value="thin" label={t("webhook.payload.thin")} description={t("webhook.payloadHint.thin")} />
          <Radio value="full" label={t("webhook.payload.full")} description={t("webhook.payloadHint.full")} />
        </Stack>
      </Radio.Group>
      {draft.payload === "full" && <Note tone="look" alert title={t("webhook.fullWarning")} />}
    </Stack>
  );
}
