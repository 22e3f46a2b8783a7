import { Accordion, Button, Drawer, Group, Stack } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Delivery } from "@/api/types";
import { Facts } from "@/features/settings/Facts";
import settings from "@/features/settings/Settings.module.css";
import { useI18n } from "@/i18n";
import { duration } from "@/lib/duration";
import { useDelivery } from "@/queries/admin";
import { CodeBlock } from "@/ui/CodeBlock";
import { Loaded } from "@/ui/Loaded";
import { When } from "@/ui/When";
import { AttemptLine, AttemptView } from "./AttemptView";
import { DeliveryChip } from "./DeliveryTable";
import { canReplay, readable } from "./delivery";

interface Props {
  endpointID: string;
  /** Which to show; undefined for none. */
  delivery: string | undefined;
  canSend: boolean;
  onAgain(id: string): void;
  onClose(): void;
}

/** One delivery: the bytes that were signed and sent, every try with its answer. */
export function DeliveryDrawer({ endpointID, delivery, canSend, onAgain, onClose }: Props) {
  const { t } = useI18n();
  const query = useDelivery(endpointID, delivery);
  return (
    <Drawer
      opened={delivery !== undefined}
      onClose={onClose}
      position="right"
      size={720}
      title={query.data?.type ?? t("webhook.deliveryTitle")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <Loaded query={query}>
        {(one) => (
          <Stack gap="md">
            <DeliveryFacts delivery={one} />
            {canSend && canReplay(one) && (
              <Group>
                <Button variant="default" onClick={() => onAgain(one.id)}>
                  {t("webhook.sendAgain")}
                </Button>
              </Group>
            )}
            <CodeBlock label={t("webhook.requestBody")}>
              {readable(one.body ?? "") || t("webhook.bodyGone")}
            </CodeBlock>
            <Attempts delivery={one} />
          </Stack>
        )}
      </Loaded>
    </Drawer>
  );
}

function DeliveryFacts({ delivery }: { delivery: Delivery }) {
  const { t, format, language } = useI18n();
  const lag = delivery.lag_ms;
  return (
    <div className={settings.card}>
      <Facts
        facts={[
          { name: t("webhook.col.state"), value: <DeliveryChip delivery={delivery} /> },
          { name: t("webhook.col.happened"), value: <When at={delivery.happened_at} /> },
          { name: t("webhook.col.lag"), value: typeof lag === "number" ? duration(lag, language) : "–" },
          { name: t("webhook.col.sequence"), value: format.number(delivery.sequence) },
          {
            name: t("webhook.col.document"),
            value: delivery.document_id ? (
              <Link to="/documents/$id" params={{ id: delivery.document_id }} className={settings.inline}>
                {t("webhook.openDocument")}
              </Link>
            ) : (
              "–"
            ),
          },
          { name: "webhook-id", value: <span className={settings.mono}>{delivery.id}</span> },
        ]}
      />
    </div>
  );
}

function Attempts({ delivery }: { delivery: Delivery }) {
  const { t } = useI18n();
  const attempts = [...(delivery.attempts ?? [])].reverse();
  if (attempts.length === 0) return null;
  return (
    <Accordion variant="contained" order={3} defaultValue={String(attempts[0]?.number)}>
      {attempts.map((attempt) => (
        <Accordion.Item key={attempt.number} value={String(attempt.number)}>
          <Accordion.Control>
            <Group gap="md">
              <span>{t("webhook.try", { number: attempt.number })}</span>
              <When at={attempt.at} />
              <AttemptLine attempt={attempt} />
            </Group>
          </Accordion.Control>
          <Accordion.Panel>
            <AttemptView attempt={attempt} />
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}
