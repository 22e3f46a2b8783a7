import { Button, Table } from "@mantine/core";
import type { AuditEntry } from "@/api/types";
import classes from "@/features/settings/Settings.module.css";
import { useI18n } from "@/i18n";
import { actorWords, detailsOf } from "./audit";

interface Props {
  entries: readonly AuditEntry[];
  onDocument(id: string): void;
}

/** The end of an id, which tells documents apart; its beginning is the time. */
const tail = (id: string) => `…${id.slice(-8)}`;

/** The lines of the log, newest first. */
export function AuditTable({ entries, onDocument }: Props) {
  const { t, name, format } = useI18n();
  return (
    <div className={classes.card}>
      <Table verticalSpacing={6} horizontalSpacing="md" aria-label={t("settings.audit")}>
        <Table.Thead>
          <Table.Tr>
            {(["n", "at", "actor", "act", "document", "more"] as const).map((column) => (
              <Table.Th key={column}>{t(`audit.col.${column}`)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((e) => (
            <Table.Tr key={e.n}>
              <Table.Td className={classes.muted}>{format.number(e.n)}</Table.Td>
              <Table.Td style={{ whiteSpace: "nowrap" }}>{format.instantFull(e.at)}</Table.Td>
              <Table.Td style={{ whiteSpace: "nowrap" }}>{actorWords(e.actor, name)}</Table.Td>
              <Table.Td style={{ whiteSpace: "nowrap" }}>{name("did", e.act)}</Table.Td>
              <Table.Td>
                {e.document_id && (
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    color="gray"
                    ml="calc(-1 * var(--button-padding-x))" // its words begin where the column's do
                    title={e.document_id}
                    aria-label={`${t("audit.only")}: ${tail(e.document_id)}`}
                    onClick={() => onDocument(e.document_id ?? "")}
                  >
                    {tail(e.document_id)}
                  </Button>
                )}
              </Table.Td>
              <Table.Td>
                <code className={classes.mono}>{detailsOf(e.data)}</code>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
