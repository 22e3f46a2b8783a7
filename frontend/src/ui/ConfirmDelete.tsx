import { Button, Group, Modal, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useI18n } from "@/i18n";

interface Props {
  opened: boolean;
  title: string;
  hint: ReactNode;
  /** The word on the button; "Delete" where it is left out. */
  verb?: string;
  onConfirm(): void;
  onClose(): void;
}

/** Asks before something that cannot be undone; Enter confirms, Esc does not. */
export function ConfirmDelete({ opened, title, hint, verb, onConfirm, onClose }: Props) {
  const { t } = useI18n();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      centered
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <Text size="sm">{hint}</Text>
      <Group justify="flex-end" mt="md" gap="sm">
        <Button variant="default" onClick={onClose}>
          {t("common.cancel")}
        </Button>
        <Button
          color="red"
          data-autofocus
          onClick={() => {
            onClose();
            onConfirm();
          }}
        >
          {verb ?? t("common.delete")}
        </Button>
      </Group>
    </Modal>
  );
}
