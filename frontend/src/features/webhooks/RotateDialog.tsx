import { Button, Group, Modal, Radio, Stack } from "@mantine/core";
import { useState } from "react";
import type { Endpoint } from "@/api/types";
import { SecretOnce } from "@/features/settings/SecretOnce";
import { useI18n } from "@/i18n";
import { useAct } from "@/queries/admin";

interface Props {
  opened: boolean;
  endpoint: Endpoint;
  onClose(): void;
}

/** Gives the endpoint a new secret; the old one goes on for a day, or ends now. */
export function RotateDialog({ opened, endpoint, onClose }: Props) {
  const { t } = useI18n();
  const act = useAct();
  const [end, setEnd] = useState("later");
  const [secret, setSecret] = useState<string | null>(null);
  const rotate = async () => {
    const made = await act((admin) => admin.rotateSecret(endpoint.id, end === "now"));
    if (!made) return;
    onClose();
    setSecret(made.secret);
    setEnd("later");
  };
  return (
    <>
      <Modal
        opened={opened}
        onClose={onClose}
        title={t("webhook.rotateTitle")}
        centered
        closeButtonProps={{ "aria-label": t("common.close") }}
      >
        <Stack gap="md">
          <Radio.Group label={t("webhook.rotateOld")} value={end} onChange={setEnd}>
            <Stack gap="sm" mt="sm">
              <Radio
                value="later"
                label={t("webhook.rotateLater")}
                description={t("webhook.rotateLaterHint")}
              />
              <Radio value="now" label={t("webhook.rotateNow")} description={t("webhook.rotateNowHint")} />
            </Stack>
          </Radio.Group>
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button onClick={() => void rotate()}>{t("webhook.rotateDo")}</Button>
          </Group>
        </Stack>
      </Modal>
      <SecretOnce
        secret={secret}
        title={t("webhook.rotatedTitle")}
        hint={t("webhook.madeHint")}
        label={t("webhook.secret")}
        onClose={() => setSecret(null)}
      />
    </>
  );
}
