import { Button, Drawer, Group, Stack, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { failureOf } from "@/api/errors";
import type { Endpoint, WebhookWithSecret } from "@/api/types";
import { useApi } from "@/app/context";
import { SecretOnce } from "@/features/settings/SecretOnce";
import { useI18n } from "@/i18n";
import { useAct } from "@/queries/admin";
import { Note } from "@/ui/Note";
import { useFirstBad } from "@/ui/useFirstBad";
import { AuthField } from "./AuthField";
import { nameOf } from "./delivery";
import { EventsField } from "./EventsField";
import { type Draft, draftOf, patchOf, problemsOf, requestOf } from "./form";
import { PayloadField } from "./PayloadField";
import { ScopeField } from "./ScopeField";
import { TargetField } from "./TargetField";

interface Props {
  opened: boolean;
  /** The one to change; null makes a new one. */
  endpoint: Endpoint | null;
  onClose(): void;
  /** A new endpoint was made and its secret was kept. */
  onMade?(id: string): void;
}

/** Makes or changes an endpoint. */
export function EndpointForm({ opened, endpoint, onClose, onMade }: Props) {
  const { t } = useI18n();
  const [made, setMade] = useState<WebhookWithSecret | null>(null);
  return (
    <>
      <Drawer
        opened={opened}
        onClose={onClose}
        position="right"
        size={620}
        title={endpoint ? t("webhook.editTitle", { name: nameOf(endpoint) }) : t("webhook.newTitle")}
        closeButtonProps={{ "aria-label": t("common.close") }}
      >
        {opened && <Form endpoint={endpoint} onClose={onClose} onSecret={setMade} />}
      </Drawer>
      <SecretOnce
        secret={made?.secret ?? null}
        title={t("webhook.madeTitle")}
        hint={t("webhook.madeHint")}
        label={t("webhook.secret")}
        onClose={() => {
          if (made) onMade?.(made.webhook.id);
          setMade(null);
        }}
      />
    </>
  );
}

interface FormProps {
  endpoint: Endpoint | null;
  onClose(): void;
  onSecret(made: WebhookWithSecret): void;
}

function Form({ endpoint, onClose, onSecret }: FormProps) {
  const { t, failure } = useI18n();
  const { admin } = useApi();
  const act = useAct();
  const [draft, setDraft] = useState(() => draftOf(endpoint));
  const [refused, setRefused] = useState<unknown>(null);
  const [tries, setTries] = useState(0);
  const [saving, setSaving] = useState(false);
  const problems = problemsOf(draft, endpoint);
  const set = (more: Partial<Draft>) => setDraft((d) => ({ ...d, ...more }));
  useEffect(() => setRefused((r: unknown) => (draft ? null : r)), [draft]);

  const save = async () => {
    setTries((n) => n + 1);
    if (problems.length > 0) return;
    setSaving(true);
    try {
      if (endpoint) {
        const changed = await admin.updateWebhook(endpoint.id, patchOf(draft, endpoint));
        await act(
          async () => changed,
          () => t("webhook.saved"),
        );
      } else {
        const made = await admin.createWebhook(requestOf(draft));
        await act(async () => made);
        onSecret(made);
      }
      onClose();
    } catch (error) {
      setRefused(error);
      setSaving(false);
    }
  };
  const field = { draft, set, problems: tries > 0 ? problems : [] };
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
        <TextInput
          label={t("webhook.description")}
          description={t("webhook.descriptionHint")}
          value={draft.description}
          maxLength={500}
          data-autofocus
          data-answers="hook_description"
          onChange={(event) => set({ description: event.currentTarget.value })}
        />
        <TargetField {...field} endpoint={endpoint} />
        <EventsField {...field} />
        <ScopeField {...field} />
        <PayloadField {...field} />
        <AuthField {...field} endpoint={endpoint} />
        {said && (
          <Note tone="failed" alert title={said.message}>
            {said.rest}
          </Note>
        )}
        {tries > 0 && problems.length > 0 && <Note tone="look" alert title={t("webhook.unfinished")} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={saving}>
            {endpoint ? t("webhook.save") : t("webhook.make")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
