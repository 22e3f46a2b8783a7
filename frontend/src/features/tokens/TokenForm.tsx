import { Button, Checkbox, Group, Modal, Select, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import type { NewToken, TokenScope } from "@/api/types";
import { useApi } from "@/app/context";
import { SecretOnce } from "@/features/settings/SecretOnce";
import { useI18n } from "@/i18n";
import { useAct } from "@/queries/admin";
import { CodeBlock } from "@/ui/CodeBlock";
import { EXPIRIES, type Expiry, NEW_TOKEN, requestOf, SCOPES, type TokenDraft, tryIt } from "./tokens";

/** Makes a token, then shows its secret this one time. */
export function TokenForm({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t } = useI18n();
  const { session } = useApi();
  const act = useAct();
  const [draft, setDraft] = useState<TokenDraft>(NEW_TOKEN);
  const [made, setMade] = useState<NewToken | null>(null);
  const [making, setMaking] = useState(false);
  const request = requestOf(draft);
  const set = (more: Partial<TokenDraft>) => setDraft((d) => ({ ...d, ...more }));
  const create = async () => {
    if (!request || making) return;
    setMaking(true);
    const token = await act((admin) => admin.createToken(request));
    setMaking(false);
    if (!token) return;
    setMade(token);
    setDraft(NEW_TOKEN);
    onClose();
  };
  const base = session.baseURL || window.location.origin;
  return (
    <>
      <Modal
        opened={opened}
        onClose={onClose}
        title={t("token.newTitle")}
        size="lg"
        closeButtonProps={{ "aria-label": t("common.close") }}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void create();
          }}
        >
          <Stack gap="md">
            <TextInput
              label={t("token.name")}
              description={t("token.nameHint")}
              value={draft.name}
              maxLength={64}
              required
              data-autofocus
              onChange={(event) => set({ name: event.currentTarget.value })}
            />
            <Checkbox.Group
              label={t("token.scopes")}
              description={t("token.scopesHint")}
              value={[...draft.scopes]}
              onChange={(scopes) => set({ scopes: scopes as TokenScope[] })}
            >
              <Stack gap="sm" mt="sm">
                {SCOPES.map((scope) => (
                  <Checkbox
                    key={scope}
                    value={scope}
                    label={t(`scope.${scope}`)}
                    description={t(`scopeHint.${scope}`)}
                  />
                ))}
              </Stack>
            </Checkbox.Group>
            <Select
              label={t("token.ends")}
              description={t("token.endsHint")}
              allowDeselect={false}
              data={EXPIRIES.map((value) => ({ value, label: t(`token.ends.${value}`) }))}
              value={draft.expiry}
              onChange={(value) => set({ expiry: (value as Expiry | null) ?? "365" })}
            />
            <Group justify="flex-end" gap="sm">
              <Button variant="default" onClick={onClose}>
                {t("common.cancel")}
              </Button>
              <Button type="submit" disabled={!request} loading={making}>
                {t("token.make")}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
      <SecretOnce
        secret={made?.secret ?? null}
        title={t("token.madeTitle", { name: made?.token.name ?? "" })}
        hint={t("token.madeHint")}
        label={t("token.secret")}
        onClose={() => setMade(null)}
      >
        {made && <CodeBlock label={t("token.try")}>{tryIt(base, made.token.scopes, made.secret)}</CodeBlock>}
      </SecretOnce>
    </>
  );
}
