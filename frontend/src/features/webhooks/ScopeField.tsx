import { Autocomplete, Select, Stack } from "@mantine/core";
import { useI18n } from "@/i18n";
import { useTokens } from "@/queries/admin";
import { useTypeChoices } from "@/queries/defined";
import { useFolders } from "@/queries/folders";
import type { FieldProps } from "./field";
import type { ScopeKind } from "./form";

const KINDS: readonly ScopeKind[] = ["everything", "type", "token", "folder"];

/** Which documents the endpoint hears of. */
export function ScopeField({ draft, set, problems }: FieldProps) {
  const { t } = useI18n();
  const types = useTypeChoices();
  const tokens = (useTokens().data ?? []).filter(({ state }) => state === "active");
  const folders = useFolders().data ?? [];
  const { kind, value } = draft.scope;
  const change = (next: string | null) => set({ scope: { kind, value: next ?? "" } });
  const error = problems.includes("scope") && t("webhook.scopeMissing");
  return (
    <Stack gap="sm">
      <Select
        data-answers="hook_scope hook_scope_all"
        label={t("webhook.scope")}
        description={t("webhook.scopeHint")}
        allowDeselect={false}
        data={KINDS.map((k) => ({ value: k, label: t(`webhook.scope.${k}`) }))}
        value={kind}
        onChange={(next) => set({ scope: { kind: (next as ScopeKind | null) ?? "everything", value: "" } })}
      />
      {kind === "type" && (
        <Select
          label={t("webhook.scopeType")}
          data={types}
          value={value || null}
          error={error}
          data-answers="hook_scope_value"
          onChange={change}
        />
      )}
      {kind === "token" && (
        <Autocomplete
          label={t("webhook.scopeToken")}
          data={[...new Set(tokens.map((token) => token.name))]}
          value={value}
          error={error}
          data-answers="hook_scope_value"
          onChange={change}
        />
      )}
      {kind === "folder" && (
        <Select
          label={t("webhook.scopeFolder")}
          description={t("webhook.scopeFolderHint")}
          data={folders.map((folder) => ({ value: folder.id, label: folder.name }))}
          value={value || null}
          error={error}
          data-answers="hook_scope_value"
          onChange={change}
        />
      )}
    </Stack>
  );
}
