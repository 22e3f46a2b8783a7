import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useI18n } from "@/i18n";
import { CopyField } from "@/ui/CopyField";

interface Props {
  /** What is shown this one time; null while there is nothing to show. */
  secret: string | null;
  title: string;
  hint: string;
  label: string;
  children?: ReactNode;
  onClose(): void;
}

/** A secret that nobody will see again: only its button closes it, lest a stray click loses it. */
export function SecretOnce({ secret, title, hint, label, children, onClose }: Props) {
  const { t } = useI18n();
  return (
    <Modal
      opened={secret !== null}
      onClose={onClose}
      title={title}
      size="lg"
      centered
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      <Stack gap="md">
        <Text size="sm">{hint}</Text>
        <CopyField label={label} value={secret ?? ""} />
        {children}
        <Group justify="flex-end">
          <Button onClick={onClose}>{t("secret.kept")}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
