import { Button, Group, Modal, Radio, Stack } from "@mantine/core";
import { useState } from "react";
import { useI18n } from "@/i18n";
import { BUILT_IN_TYPES } from "@/lib/types";
import { useTypeChoices } from "@/queries/defined";

interface Props {
  count: number;
  opened: boolean;
  onClose(): void;
  onChoose(type: string): void;
}

/** Asks as which type documents are to be understood. */
export function RetypeDialog({ count, opened, onClose, onChoose }: Props) {
  const { t } = useI18n();
  const types = useTypeChoices(opened);
  const [type, setType] = useState<string>(BUILT_IN_TYPES[0]);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("retype.title", { count })}
      centered
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
          onChoose(type);
        }}
      >
        <Stack gap="md">
          <Radio.Group
            value={type}
            onChange={setType}
            label={t("retype.label")}
            description={t("retype.hint")}
          >
            <Stack gap="xs" mt="sm">
              {types.map(({ value, label }) => (
                <Radio key={value} value={value} label={label} />
              ))}
            </Stack>
          </Radio.Group>
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit">{t("retype.start")}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
