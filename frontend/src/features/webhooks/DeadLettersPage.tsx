import { Button, Table } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Delivery, Endpoint } from "@/api/types";
import { Empty, PageHead } from "@/features/settings/PageHead";
import settings from "@/features/settings/Settings.module.css";
import { useI18n } from "@/i18n";
import { useAct, useDeadLetters, useWebhooks } from "@/queries/admin";
import { Loaded } from "@/ui/Loaded";
import { MoreButton } from "@/ui/MoreButton";
import { When } from "@/ui/When";
import { canReplay, nameOf } from "./delivery";
import { WebhookTabs } from "./WebhookTabs";
import { faultWords } from "./words";

/** What could not be delivered to anyone, of all endpoints. */
export function DeadLettersPage() {
  const { t } = useI18n();
  const query = useDeadLetters();
  const endpoints = useWebhooks().data ?? [];
  const act = useAct();
  const rows = query.data?.pages.flatMap((page) => page.deliveries) ?? [];
  const able = endpoints.filter((e) => e.dead_letters > 0 && e.state !== "disabled");
  const all = () =>
    act(
      async (admin) => {
        let sent = 0;
        for (const { id } of able) sent += await admin.replay(id, { failed: true });
        return sent;
      },
      (count) => t("webhook.replayed", { count }),
    );
  return (
    <>
      <PageHead title={t("settings.webhooks")} hint={t("webhook.deadHint")}>
        {able.length > 0 && <Button onClick={() => void all()}>{t("webhook.replayFailed")}</Button>}
      </PageHead>
      <WebhookTabs />
      <Loaded query={query}>
        {() =>
          rows.length === 0 ? (
            <Empty title={t("webhook.deadNoneTitle")} hint={t("webhook.deadNoneHint")} />
          ) : (
            <DeadTable rows={rows} endpoints={endpoints} />
          )
        }
      </Loaded>
      <MoreButton query={query} label={t("webhook.logMore")} />
    </>
  );
}

function DeadTable({ rows, endpoints }: { rows: readonly Delivery[]; endpoints: readonly Endpoint[] }) {
  const { t } = useI18n();
  return (
    <div className={settings.card}>
      <Table verticalSpacing={8} horizontalSpacing="md" aria-label={t("webhook.tab.dead")}>
        <Table.Thead>
          <Table.Tr>
            {(["type", "endpoint", "why", "happened"] as const).map((column) => (
              <Table.Th key={column}>{t(`webhook.col.${column}`)}</Table.Th>
            ))}
            <Table.Td />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <DeadRow key={row.id} row={row} endpoint={endpoints.find((e) => e.id === row.endpoint_id)} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function DeadRow({ row, endpoint }: { row: Delivery; endpoint: Endpoint | undefined }) {
  const i18n = useI18n();
  const { t } = i18n;
  const act = useAct();
  const again = () =>
    act(
      (admin) => admin.replay(row.endpoint_id, { ids: [row.id] }),
      (count) => t("webhook.replayed", { count }),
    );
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        <Link
          to="/settings/webhooks/$id"
          params={{ id: row.endpoint_id }}
          search={{ delivery: row.id }}
          className={`${settings.mono} ${settings.inline}`}
        >
          {row.type}
        </Link>
      </Table.Th>
      <Table.Td>
        {endpoint ? nameOf(endpoint) : "–"}
        {endpoint?.state === "disabled" && <div className={settings.muted}>{t("webhook.resumeFirst")}</div>}
      </Table.Td>
      <Table.Td>{faultWords(i18n, row.last_error)}</Table.Td>
      <Table.Td>
        <When at={row.happened_at} />
      </Table.Td>
      <Table.Td className={settings.number}>
        {endpoint?.state !== "disabled" && canReplay(row) && (
          <Button size="xs" variant="default" onClick={() => void again()}>
            {t("webhook.sendAgain")}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
