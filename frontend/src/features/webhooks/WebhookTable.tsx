import { Table } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Endpoint } from "@/api/types";
import classes from "@/features/settings/Settings.module.css";
import { useI18n } from "@/i18n";
import { duration } from "@/lib/duration";
import { useLastDelivery } from "@/queries/admin";
import { useFolders } from "@/queries/folders";
import { Chip } from "@/ui/Chip";
import { When } from "@/ui/When";
import { HEALTH_TONES, healthOf, nameOf } from "./delivery";
import { eventWords, scopeWords } from "./words";

/** A line for each endpoint: how it does, what it gets, when it last did. */
export function WebhookTable({ endpoints }: { endpoints: readonly Endpoint[] }) {
  const { t } = useI18n();
  return (
    <div className={classes.card}>
      <Table verticalSpacing={10} horizontalSpacing="md" aria-label={t("webhook.tab.endpoints")}>
        <Table.Thead>
          <Table.Tr>
            {(["endpoint", "state", "events", "scope", "last"] as const).map((column) => (
              <Table.Th key={column}>{t(`webhook.col.${column}`)}</Table.Th>
            ))}
            {(["lag", "waiting", "dead"] as const).map((column) => (
              <Table.Th key={column} className={classes.number}>
                {t(`webhook.col.${column}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {endpoints.map((endpoint) => (
            <EndpointRow key={endpoint.id} endpoint={endpoint} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function EndpointRow({ endpoint }: { endpoint: Endpoint }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const folders = useFolders().data;
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        <Link
          to="/settings/webhooks/$id"
          params={{ id: endpoint.id }}
          className={`${classes.inline} ${classes.strong}`}
        >
          {nameOf(endpoint)}
        </Link>
        <div className={`${classes.mono} ${classes.muted}`}>{endpoint.url}</div>
      </Table.Th>
      <Table.Td>
        <HealthChip endpoint={endpoint} />
      </Table.Td>
      <Table.Td title={endpoint.events.join(", ")}>{eventWords(i18n, endpoint.events)}</Table.Td>
      <Table.Td>{scopeWords(i18n, endpoint.scope, folders)}</Table.Td>
      <Table.Td>
        <When at={endpoint.last_success_at} none={t("webhook.noneYet")} />
      </Table.Td>
      <Table.Td className={classes.number}>
        <Lag id={endpoint.id} />
      </Table.Td>
      <Table.Td className={classes.number}>{format.number(endpoint.waiting)}</Table.Td>
      <Table.Td className={classes.number} c={endpoint.dead_letters > 0 ? "var(--dc-failed)" : undefined}>
        {format.number(endpoint.dead_letters)}
      </Table.Td>
    </Table.Tr>
  );
}

/** How an endpoint does and, unless that is told elsewhere, since when it does not or why. */
export function HealthChip({ endpoint, brief }: { endpoint: Endpoint; brief?: boolean }) {
  const { t, name } = useI18n();
  const health = healthOf(endpoint);
  return (
    <>
      <Chip tone={HEALTH_TONES[health]}>{t(`webhook.health.${health}`)}</Chip>
      {!brief && health === "failing" && (
        <div className={classes.muted}>
          {t("webhook.since")} <When at={endpoint.failing_since} />
        </div>
      )}
      {!brief && health === "disabled" && endpoint.reason && (
        <div className={classes.muted}>{name("disabled", endpoint.reason)}</div>
      )}
    </>
  );
}

/** From the event to its receipt, at the newest delivery. */
function Lag({ id }: { id: string }) {
  const { language } = useI18n();
  const lag = useLastDelivery(id).data?.lag_ms;
  return typeof lag === "number" ? duration(lag, language) : "–";
}
