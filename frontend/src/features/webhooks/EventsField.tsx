import { Checkbox, Radio, Stack } from "@mantine/core";
import { useI18n } from "@/i18n";
import { useWebhookKinds } from "@/queries/admin";
import type { FieldProps } from "./field";
import { whenWords } from "./words";

/** All events, or some of them, each with when it happens. */
export function EventsField({ draft, set, problems }: FieldProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const kinds = (useWebhookKinds().data ?? []).filter(({ type }) => type !== "webhook.test");
  return (
    <Stack gap="sm" data-answers="hook_event">
      <Radio.Group
        label={t("webhook.events")}
        value={draft.all ? "all" : "some"}
        onChange={(value) => set({ all: value === "all" })}
      >
        <Stack gap="sm" mt="sm">
          <Radio value="all" label={t("webhook.eventsAll")} />
          <Radio value="some" label={t("webhook.eventsSome")} />
        </Stack>
      </Radio.Group>
      {!draft.all && (
        <Checkbox.Group
          aria-label={t("webhook.eventsSome")}
          value={[...draft.events]}
          error={problems.includes("events") && t("webhook.eventsMissing")}
          onChange={(events) => set({ events })}
        >
          <Stack gap="sm" pl="lg" mb="xs">
            {kinds.map(({ type, when }) => (
              <Checkbox
                key={type}
                value={type}
                size="xs"
                label={type}
                description={whenWords(i18n, type, when)}
                styles={{ label: { fontFamily: "var(--mantine-font-family-monospace)" } }}
              />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
    </Stack>
  );
}
