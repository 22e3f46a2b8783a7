import { Button, Collapse, Drawer, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Endpoint, WebhookKind, WebhookTrial } from "@/api/types";
import { useI18n } from "@/i18n";
import { useAct, useWebhookKinds } from "@/queries/admin";
import { Loaded } from "@/ui/Loaded";
import { AttemptLine, AttemptView } from "./AttemptView";
import { nameOf } from "./delivery";
import classes from "./Webhooks.module.css";
import { whenWords } from "./words";

interface Props {
  opened: boolean;
  endpoint: Endpoint;
  onClose(): void;
}

/** Sends an example of each type and shows the answer at once. */
export function TestDrawer({ opened, endpoint, onClose }: Props) {
  const { t } = useI18n();
  const query = useWebhookKinds();
  const act = useAct();
  const [trials, setTrials] = useState<Readonly<Record<string, WebhookTrial>>>({});
  const [busy, setBusy] = useState(false);
  const send = async (types: readonly string[]) => {
    setBusy(true);
    for (const type of types) {
      const trial = await act((admin) => admin.testWebhook(endpoint.id, type));
      if (!trial) break;
      setTrials((all) => ({ ...all, [type]: trial }));
    }
    setBusy(false);
  };
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={680}
      title={t("webhook.testTitle", { name: nameOf(endpoint) })}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <Loaded query={query}>
        {(kinds) => (
          <Stack gap="md">
            <Group justify="space-between" wrap="nowrap" align="flex-start">
              <Text size="sm">{t("webhook.testHint")}</Text>
              <Button
                flex="none"
                variant="default"
                loading={busy}
                onClick={() => void send(kinds.map(({ type }) => type))}
              >
                {t("webhook.testAll")}
              </Button>
            </Group>
            <ul className={classes.list}>
              {[...kinds].sort(testFirst).map((kind) => (
                <Kind
                  key={kind.type}
                  kind={kind}
                  trial={trials[kind.type]}
                  busy={busy}
                  onSend={() => void send([kind.type])}
                />
              ))}
            </ul>
          </Stack>
        )}
      </Loaded>
    </Drawer>
  );
}

/** The type that is there for testing comes first, the others in their order. */
const testFirst = (a: WebhookKind, b: WebhookKind) =>
  Number(b.type === "webhook.test") - Number(a.type === "webhook.test");

interface KindProps {
  kind: WebhookKind;
  trial: WebhookTrial | undefined;
  busy: boolean;
  onSend(): void;
}

function Kind({ kind, trial, busy, onSend }: KindProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const [shown, setShown] = useState(false);
  return (
    <li className={classes.item}>
      <div className={classes.line}>
        <div className={classes.words}>
          <div className={classes.type}>{kind.type}</div>
          <div className={classes.muted}>{whenWords(i18n, kind.type, kind.when)}</div>
          {trial && (
            <div className={classes.answer} role="status">
              <AttemptLine attempt={trial.attempt} />
              <Button
                size="compact-xs"
                variant="subtle"
                aria-expanded={shown}
                onClick={() => setShown((s) => !s)}
              >
                {shown ? t("webhook.hide") : t("webhook.details")}
              </Button>
            </div>
          )}
        </div>
        <Button
          size="xs"
          variant="default"
          disabled={busy}
          aria-label={t("webhook.sendType", { type: kind.type })}
          onClick={onSend}
        >
          {t("webhook.send")}
        </Button>
      </div>
      {trial && (
        <Collapse expanded={shown}>
          {shown && (
            <div className={classes.inside}>
              <AttemptView attempt={trial.attempt} body={trial.body} />
            </div>
          )}
        </Collapse>
      )}
    </li>
  );
}
