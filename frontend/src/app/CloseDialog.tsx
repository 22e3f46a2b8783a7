import { Button, Checkbox, Group, Modal, Stack, Text, UnstyledButton } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useI18n } from "@/i18n";
import { answerClosing, type ClosingChoice, onDesktop } from "@/lib/desktop";
import { keys } from "@/queries/keys";
import classes from "./CloseDialog.module.css";

const CHOICES = ["background", "finish", "stop"] as const;

/** The window was told to close while work goes on: what now? */
export function CloseDialog() {
  const { t } = useI18n();
  const client = useQueryClient();
  const [asked, setAsked] = useState(false);
  const [remember, setRemember] = useState(false);
  useEffect(() => onDesktop("closing", () => setAsked(true)), []);
  const answer = (choice: ClosingChoice) => {
    setAsked(false);
    void answerClosing(choice, remember && choice !== "").then(() =>
      client.invalidateQueries({ queryKey: keys.preferences }),
    );
  };
  return (
    <Modal
      opened={asked}
      onClose={() => answer("")}
      title={t("closing.title")}
      centered
      closeButtonProps={{ "aria-label": t("closing.back") }}
    >
      <Text size="sm">{t("closing.hint")}</Text>
      <Stack gap="sm" my="md">
        {CHOICES.map((choice, i) => (
          <UnstyledButton
            key={choice}
            className={classes.choice}
            data-autofocus={i === 0 || undefined}
            onClick={() => answer(choice)}
          >
            <Text fw={600}>{t(`closing.${choice}`)}</Text>
            <Text size="sm" c="var(--dc-muted)">
              {t(`closing.${choice}Hint`)}
            </Text>
          </UnstyledButton>
        ))}
      </Stack>
      <Group justify="space-between">
        <Checkbox
          label={t("closing.remember")}
          checked={remember}
          onChange={(event) => setRemember(event.currentTarget.checked)}
        />
        <Button variant="default" onClick={() => answer("")}>
          {t("closing.back")}
        </Button>
      </Group>
    </Modal>
  );
}
