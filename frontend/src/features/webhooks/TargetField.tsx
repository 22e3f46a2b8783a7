import { Button, Checkbox, Group, Stack, Text, TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import { failureOf } from "@/api/errors";
import type { Endpoint, WebhookTarget } from "@/api/types";
import { useApi } from "@/app/context";
import { useI18n } from "@/i18n";
import { Note } from "@/ui/Note";
import type { FieldProps } from "./field";
import { needsConsent } from "./form";

/** The address, where it leads, and the owner's word that this is right. */
export function TargetField({ draft, set, problems, endpoint }: FieldProps & { endpoint: Endpoint | null }) {
  const { t, failure } = useI18n();
  const { admin } = useApi();
  const [looking, setLooking] = useState(false);
  const [refused, setRefused] = useState<unknown>(null);
  const latest = useRef("");
  const url = draft.url.trim();
  const untouched = url === endpoint?.url && !draft.found;

  const check = async () => {
    latest.current = url;
    setLooking(true);
    setRefused(null);
    try {
      const target = await admin.checkTarget(url);
      if (latest.current === url) set({ found: { target, yes: false } });
    } catch (error) {
      if (latest.current === url) setRefused(error);
    } finally {
      setLooking(false);
    }
  };
  const said = refused ? failure(failureOf(refused)) : null;
  const words = said && `${said.message} ${said.rest}`.trim();
  const missing = problems.includes("url")
    ? t("webhook.urlMissing")
    : problems.includes("target") && !draft.found;
  return (
    <Stack gap="sm">
      <Group gap="sm" align="flex-end" wrap="nowrap">
        <TextInput
          style={{ flex: 1 }}
          label={t("webhook.url")}
          description={t("webhook.urlHint")}
          placeholder="https://books.example/hook"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          required
          data-answers="hook_url hook_confirm target_refused target_changed"
          value={draft.url}
          error={missing !== false}
          onChange={(event) => {
            latest.current = "";
            setRefused(null);
            set({ url: event.currentTarget.value, found: null });
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || draft.found || untouched) return;
            event.preventDefault();
            void check();
          }}
        />
        <Button variant="default" loading={looking} disabled={!url} onClick={() => void check()}>
          {t("webhook.check")}
        </Button>
      </Group>
      {words && <Note tone="failed" alert title={words} />}
      {!words && missing && (
        <Text size="sm" c="var(--dc-failed)">
          {missing === true ? t("webhook.targetMissing") : missing}
        </Text>
      )}
      {untouched && (
        <Text size="sm" c="var(--dc-muted)">
          {t("webhook.confirmedBefore", { addresses: endpoint.addresses.join(", ") })}
        </Text>
      )}
      {draft.found && <Found draft={draft} set={set} problems={problems} target={draft.found.target} />}
    </Stack>
  );
}

/** Where the address leads, in words, to be confirmed. */
function Found({ draft, set, problems, target }: FieldProps & { target: WebhookTarget }) {
  const { t } = useI18n();
  const where = target.loopback ? "machine" : target.private ? "private" : "internet";
  return (
    <Note
      tone={target.encrypted || target.loopback ? "info" : "look"}
      title={t("webhook.leads", { addresses: target.addresses.join(", ") })}
    >
      <Stack gap="sm">
        <span>
          {t(`webhook.where.${where}`)}{" "}
          {target.encrypted ? t("webhook.encrypted") : !target.loopback && t("webhook.notEncrypted")}
        </span>
        <Checkbox
          label={t("webhook.confirm")}
          checked={draft.found?.yes ?? false}
          error={problems.includes("target") && t("webhook.confirmMissing")}
          onChange={(event) => set({ found: { target, yes: event.currentTarget.checked } })}
        />
        {needsConsent(target) && (
          <Checkbox
            label={t("webhook.consent")}
            checked={draft.plainHTTP}
            error={problems.includes("consent") && t("webhook.consentMissing")}
            onChange={(event) => set({ plainHTTP: event.currentTarget.checked })}
          />
        )}
      </Stack>
    </Note>
  );
}
