import { Button, Group, Table } from "@mantine/core";
import type { RetentionRule } from "@/api/types";
import classes from "@/features/settings/Settings.module.css";
import { type I18n, useI18n } from "@/i18n";
import { usePreview } from "@/queries/upkeep";
import { Chip } from "@/ui/Chip";
import { draftOf, requestOf } from "./rule";

interface Props {
  rules: readonly RetentionRule[];
  onEdit(rule: RetentionRule): void;
  onSwitch(rule: RetentionRule): void;
  onShow(rule: RetentionRule): void;
  onDelete(rule: RetentionRule): void;
}

/** A line for each rule: what it removes, and what of that is due. */
export function RetentionTable({ rules, ...rest }: Props) {
  const { t } = useI18n();
  return (
    <div className={classes.card}>
      <Table verticalSpacing={10} horizontalSpacing="md" aria-label={t("settings.retention")}>
        <Table.Thead>
          <Table.Tr>
            {(["name", "what", "due", "state"] as const).map((column) => (
              <Table.Th key={column}>{t(`retention.col.${column}`)}</Table.Th>
            ))}
            <Table.Td />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rules.map((rule) => (
            <Rule key={rule.id} rule={rule} {...rest} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Rule({ rule, onEdit, onSwitch, onShow, onDelete }: Omit<Props, "rules"> & { rule: RetentionRule }) {
  const i18n = useI18n();
  const { t } = i18n;
  const preview = usePreview(requestOf(draftOf(rule)));
  const total = preview.data?.total;
  const button = (words: string, run: () => void) => (
    <Button size="xs" variant="default" aria-label={`${words}: ${rule.name}`} onClick={run}>
      {words}
    </Button>
  );
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={600}>
        {rule.name}
      </Table.Th>
      <Table.Td>
        {whatOf(rule, i18n)}
        <div className={classes.muted}>{whenOf(rule, i18n)}</div>
      </Table.Td>
      <Table.Td>
        {total === undefined
          ? "…"
          : total === 0
            ? t("retention.dueNone")
            : t("retention.due", { count: total })}
      </Table.Td>
      <Table.Td>
        <Chip tone={rule.enabled ? "ready" : "idle"}>
          {t(rule.enabled ? "retention.on" : "retention.off")}
        </Chip>
      </Table.Td>
      <Table.Td>
        <Group gap="xs" justify="flex-end" wrap="nowrap">
          {button(t("retention.show"), () => onShow(rule))}
          {button(t(rule.enabled ? "retention.switchOff" : "retention.switchOn"), () => onSwitch(rule))}
          {button(t("retention.edit"), () => onEdit(rule))}
          {button(t("retention.delete"), () => onDelete(rule))}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

function whatOf(rule: RetentionRule, { t, name }: I18n): string {
  const types = rule.types.map((type) => name("type", type)).join(", ") || t("retention.everyType");
  const statuses = rule.statuses.map((status) => name("status", status).toLowerCase()).join(", ");
  return t(`retention.sentence.${rule.removes}`, {
    types,
    statuses,
  });
}

function whenOf(rule: RetentionRule, { t }: I18n): string {
  const when = t(`retention.days.${rule.since}`, {
    count: rule.days,
  });
  return rule.exported ? `${when}, ${t("retention.onlyExported")}` : when;
}
