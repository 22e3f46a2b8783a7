import { Button, Collapse, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { WebhookArrival, WebhookReceiver } from "@/api/types";
import { Empty, PageHead } from "@/features/settings/PageHead";
import settings from "@/features/settings/Settings.module.css";
import { useI18n } from "@/i18n";
import { useAct, useReceiver, useWebhooks } from "@/queries/admin";
import { Chip } from "@/ui/Chip";
import { CodeBlock } from "@/ui/CodeBlock";
import { CopyField } from "@/ui/CopyField";
import { Loaded } from "@/ui/Loaded";
import { When } from "@/ui/When";
import { headerLines, readable } from "./delivery";
import classes from "./Webhooks.module.css";
import { WebhookTabs } from "./WebhookTabs";

/** The program's own receiver: it verifies and shows what arrives. */
export function ReceiverPage() {
  const { t } = useI18n();
  const query = useReceiver();
  const act = useAct();
  const running = query.data?.running ?? false;
  const start = () => void act((admin) => admin.startReceiver());
  // An endpoint for a receiver that is gone would only fail, and its secret is gone, too.
  const stop = () =>
    void act(async (admin) => {
      const own = (await admin.webhooks()).filter((e) => e.url === query.data?.url);
      await admin.stopReceiver();
      for (const { id } of own) await admin.deleteWebhook(id);
    });
  return (
    <>
      <PageHead title={t("settings.webhooks")} hint={t("receiver.hint")}>
        {running && (
          <Button variant="default" onClick={stop}>
            {t("receiver.stop")}
          </Button>
        )}
      </PageHead>
      <WebhookTabs />
      <Loaded query={query}>
        {(receiver) => (
          <>
            {receiver.running ? (
              <Running receiver={receiver} />
            ) : (
              <Empty title={t("receiver.offTitle")} hint={t("receiver.offHint")}>
                <Button onClick={start}>{t("receiver.start")}</Button>
              </Empty>
            )}
            {(receiver.running || receiver.arrivals.length > 0) && <Arrivals arrivals={receiver.arrivals} />}
          </>
        )}
      </Loaded>
    </>
  );
}

/** Where it listens, and a way to have something sent there. */
function Running({ receiver }: { receiver: WebhookReceiver }) {
  const { t } = useI18n();
  const act = useAct();
  const endpoint = useWebhooks().data?.find((e) => e.url === receiver.url);
  const connect = () =>
    act(
      async (admin) => {
        const { addresses, url } = await admin.checkTarget(receiver.url);
        return admin.createWebhook({
          url,
          addresses,
          secret: receiver.secret,
          description: t("receiver.endpointName"),
        });
      },
      () => t("receiver.connected"),
    );
  const test = (id: string) => void act((admin) => admin.testWebhook(id, "webhook.test"));
  return (
    <section className={`${settings.card} ${settings.padded}`} aria-label={t("webhook.tab.receiver")}>
      <Stack gap="md">
        <Group grow gap="md" align="flex-end">
          <CopyField label={t("receiver.address")} value={receiver.url} />
          <CopyField label={t("webhook.secret")} value={receiver.secret} />
        </Group>
        <Group gap="md">
          {endpoint ? (
            <Button onClick={() => test(endpoint.id)}>{t("receiver.test")}</Button>
          ) : (
            <Button onClick={() => void connect()}>{t("receiver.connect")}</Button>
          )}
          <Text size="sm" c="var(--dc-muted)">
            {endpoint ? t("receiver.connectedHint") : t("receiver.connectHint")}
          </Text>
        </Group>
      </Stack>
    </section>
  );
}

function Arrivals({ arrivals }: { arrivals: readonly WebhookArrival[] }) {
  const { t } = useI18n();
  if (arrivals.length === 0)
    return (
      <Text c="var(--dc-muted)" className={`${settings.card} ${settings.padded}`}>
        {t("receiver.none")}
      </Text>
    );
  return (
    <ul className={classes.list} aria-label={t("receiver.arrivals")}>
      {arrivals.map((arrival, i) => (
        <Arrival key={`${arrivals.length - i} ${arrival.id} ${arrival.at}`} arrival={arrival} />
      ))}
    </ul>
  );
}

function Arrival({ arrival }: { arrival: WebhookArrival }) {
  const { t } = useI18n();
  const [shown, setShown] = useState(false);
  return (
    <li className={classes.item}>
      <div className={classes.line}>
        <div className={classes.words}>
          <div className={classes.type}>{arrival.type || t("receiver.untyped")}</div>
          <div className={classes.answer}>
            <Chip tone={arrival.verified ? "ready" : "failed"}>
              {arrival.verified ? t("receiver.verified") : t("receiver.refused", { why: arrival.problem })}
            </Chip>
            {arrival.again && <Chip tone="look">{t("receiver.again")}</Chip>}
            <span className={classes.muted}>
              <When at={arrival.at} />
              {arrival.sequence > 0 && ` · ${t("receiver.sequence", { sequence: arrival.sequence })}`}
            </span>
          </div>
        </div>
        <Button size="xs" variant="default" aria-expanded={shown} onClick={() => setShown((s) => !s)}>
          {shown ? t("webhook.hide") : t("webhook.details")}
        </Button>
      </div>
      <Collapse expanded={shown}>
        {shown && (
          <Stack gap="sm" className={classes.inside}>
            <CodeBlock label={t("webhook.requestHeaders")}>{headerLines(arrival.headers)}</CodeBlock>
            <CodeBlock label={t("webhook.requestBody")}>{readable(arrival.body)}</CodeBlock>
          </Stack>
        )}
      </Collapse>
    </li>
  );
}
