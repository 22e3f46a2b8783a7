import { Checkbox, Table } from "@mantine/core";
import type { Delivery } from "@/api/types";
import settings from "@/features/settings/Settings.module.css";
import { useI18n } from "@/i18n";
import { duration } from "@/lib/duration";
import { Chip } from "@/ui/Chip";
import { When } from "@/ui/When";
import { canReplay, toneOf } from "./delivery";
import classes from "./Webhooks.module.css";
import { faultWords } from "./words";

interface Props {
  deliveries: readonly Delivery[];
  /** Those to be sent again; undefined where nothing can be chosen. */
  chosen?: readonly string[];
  onChoose(chosen: string[]): void;
  onOpen(id: string): void;
}

/** A line for each delivery. */
export function DeliveryTable({ deliveries, chosen, onChoose, onOpen }: Props) {
  const { t } = useI18n();
  const able = deliveries.filter(canReplay).map((d) => d.id);
  const all = able.length > 0 && able.every((id) => chosen?.includes(id));
  const flip = (id: string) =>
    onChoose(chosen?.includes(id) ? chosen.filter((c) => c !== id) : [...(chosen ?? []), id]);
  return (
    <div className={settings.card}>
      <Table verticalSpacing={8} horizontalSpacing="md" aria-label={t("webhook.log")} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            {chosen && (
              <Table.Td w={32}>
                <Checkbox
                  aria-label={t("webhook.chooseAll")}
                  checked={all}
                  indeterminate={!all && chosen.length > 0}
                  onChange={() => onChoose(all ? [] : able)}
                />
              </Table.Td>
            )}
            <Table.Th>{t("webhook.col.type")}</Table.Th>
            <Table.Th>{t("webhook.col.state")}</Table.Th>
            <Table.Th>{t("webhook.col.happened")}</Table.Th>
            {(["sequence", "tries", "lag"] as const).map((column) => (
              <Table.Th key={column} className={settings.number}>
                {t(`webhook.col.${column}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {deliveries.map((delivery) => (
            <DeliveryRow
              key={delivery.id}
              delivery={delivery}
              checked={chosen?.includes(delivery.id)}
              onFlip={() => flip(delivery.id)}
              onOpen={() => onOpen(delivery.id)}
            />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

interface RowProps {
  delivery: Delivery;
  checked: boolean | undefined;
  onFlip(): void;
  onOpen(): void;
}

function DeliveryRow({ delivery, checked, onFlip, onOpen }: RowProps) {
  const { t, format, language } = useI18n();
  return (
    <Table.Tr>
      {checked !== undefined && (
        <Table.Td>
          <Checkbox
            aria-label={t("webhook.choose", { type: delivery.type, sequence: delivery.sequence })}
            checked={checked}
            disabled={!canReplay(delivery)}
            onChange={onFlip}
          />
        </Table.Td>
      )}
      <Table.Th scope="row" fw={400}>
        <button type="button" className={classes.open} onClick={onOpen}>
          {delivery.type}
        </button>
      </Table.Th>
      <Table.Td>
        <DeliveryChip delivery={delivery} />
      </Table.Td>
      <Table.Td>
        <When at={delivery.happened_at} />
      </Table.Td>
      <Table.Td className={settings.number}>{format.number(delivery.sequence)}</Table.Td>
      <Table.Td className={settings.number}>{format.number(delivery.tries)}</Table.Td>
      <Table.Td className={settings.number}>
        {typeof delivery.lag_ms === "number" ? duration(delivery.lag_ms, language) : "–"}
      </Table.Td>
    </Table.Tr>
  );
}

/** How far a delivery is and, where it is not there, why and when it is tried next. */
export function DeliveryChip({ delivery }: { delivery: Delivery }) {
  const i18n = useI18n();
  const why = delivery.state === "completed" ? "" : faultWords(i18n, delivery.last_error);
  return (
    <>
      <Chip tone={toneOf(delivery.state)}>{i18n.t(`webhook.delivery.${delivery.state}`)}</Chip>
      {(why || delivery.next_at) && (
        <div className={classes.muted}>
          {why}
          {why && delivery.next_at && " · "}
          {delivery.state === "retryable" && delivery.next_at && (
            <>
              {i18n.t("webhook.next")} <When at={delivery.next_at} />
            </>
          )}
        </div>
      )}
    </>
  );
}
