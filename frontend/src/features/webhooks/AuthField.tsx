import { PasswordInput, Select, Stack, Text, TextInput } from "@mantine/core";
import type { Endpoint } from "@/api/types";
import { useI18n } from "@/i18n";
import type { FieldProps } from "./field";
import type { AuthKind } from "./form";

const KINDS: readonly AuthKind[] = ["none", "bearer", "basic", "header"];

/** An extra header for receivers that ask for one; its secret is never shown again. */
export function AuthField({ draft, set, problems, endpoint }: FieldProps & { endpoint: Endpoint | null }) {
  const { t } = useI18n();
  const { auth } = draft;
  const change = (more: Partial<typeof auth>) => set({ auth: { ...auth, ...more } });
  const bad = problems.includes("auth");
  const kept = endpoint !== null && endpoint.auth.kind === auth.kind && auth.kind !== "none";
  return (
    <Stack gap="sm">
      <Select
        data-answers="hook_auth"
        label={t("webhook.auth")}
        description={t("webhook.authHint")}
        allowDeselect={false}
        data={KINDS.map((kind) => ({ value: kind, label: t(`webhook.auth.${kind}`) }))}
        value={auth.kind}
        onChange={(kind) => change({ kind: (kind as AuthKind | null) ?? "none", name: "", secret: "" })}
      />
      {(auth.kind === "basic" || auth.kind === "header") && (
        <TextInput
          label={t(`webhook.authName.${auth.kind}`)}
          value={auth.name}
          data-answers="hook_auth_basic hook_auth_header"
          error={bad && auth.name.trim() === ""}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
      )}
      {auth.kind !== "none" && (
        <PasswordInput
          label={t(`webhook.authSecret.${auth.kind}`)}
          description={kept ? t("webhook.authKept") : undefined}
          value={auth.secret}
          data-answers="hook_auth_secret hook_auth_bearer"
          error={bad && auth.secret === ""}
          autoComplete="off"
          visibilityToggleButtonProps={{ "aria-label": t("webhook.authShow") }}
          onChange={(event) => change({ secret: event.currentTarget.value })}
        />
      )}
      {bad && (
        <Text size="sm" c="var(--dc-failed)">
          {t("webhook.authMissing")}
        </Text>
      )}
    </Stack>
  );
}
