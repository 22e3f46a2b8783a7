import { Table, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { RetentionPreview } from "@/api/types";
import classes from "@/features/settings/Settings.module.css";
import { useI18n } from "@/i18n";

/** What a rule would remove now: how much, and which documents. */
export function PreviewTable({ preview }: { preview: RetentionPreview }) {
  const { t, format, name } = useI18n();
  const { total, bytes, documents } = preview;
  if (total === 0) return <Text c="var(--dc-muted)">{t("retention.previewNone")}</Text>;
  const more = total - documents.length;
  return (
    <>
      <Text fw={600}>{t("retention.previewTotal", { count: total, size: format.bytes(bytes) })}</Text>
      <section
        className={classes.card}
        style={{ maxHeight: 320, overflow: "auto" }}
        tabIndex={0}
        aria-label={t("retention.previewTitle")}
      >
        <Table horizontalSpacing="md" stickyHeader aria-label={t("retention.previewTitle")}>
          <Table.Thead>
            <Table.Tr>
              {(["document", "type", "status", "dueAt"] as const).map((column) => (
                <Table.Th key={column}>{t(`retention.col.${column}`)}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {documents.map((d) => (
              <Table.Tr key={d.id}>
                <Table.Td>
                  <Link to="/documents/$id" params={{ id: d.id }} className={classes.inline}>
                    {d.name}
                  </Link>
                </Table.Td>
                <Table.Td>{name("type", d.type)}</Table.Td>
                <Table.Td>{name("status", d.status)}</Table.Td>
                <Table.Td style={{ whiteSpace: "nowrap" }}>{format.instantFull(d.due_at)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
      {more > 0 && <Text c="var(--dc-muted)">{t("retention.previewMore", { count: more })}</Text>}
    </>
  );
}
