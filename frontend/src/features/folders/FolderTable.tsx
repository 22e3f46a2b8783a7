import { Table } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Folder } from "@/api/types";
import classes from "@/features/settings/Settings.module.css";
import { useI18n } from "@/i18n";
import { When } from "@/ui/When";
import { FolderChip } from "./FolderChip";

const NUMBERS = ["waiting", "taken", "passedOver", "failed"] as const;

/** A line for each folder: how it stands, how many files stand where, what came last. */
export function FolderTable({ folders }: { folders: readonly Folder[] }) {
  const { t } = useI18n();
  return (
    <div className={classes.card}>
      <Table verticalSpacing={10} horizontalSpacing="md" aria-label={t("folder.list")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("folder.col.folder")}</Table.Th>
            <Table.Th>{t("folder.col.state")}</Table.Th>
            {NUMBERS.map((column) => (
              <Table.Th key={column} className={classes.number}>
                {t(`folder.col.${column}`)}
              </Table.Th>
            ))}
            <Table.Th>{t("folder.col.last")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {folders.map((folder) => (
            <FolderRow key={folder.id} folder={folder} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function FolderRow({ folder }: { folder: Folder }) {
  const { t, format } = useI18n();
  const { counts } = folder;
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        <Link
          to="/settings/folders/$id"
          params={{ id: folder.id }}
          className={`${classes.inline} ${classes.strong}`}
        >
          {folder.name}
        </Link>
        <div className={`${classes.mono} ${classes.muted}`}>{folder.path}</div>
      </Table.Th>
      <Table.Td>
        <FolderChip folder={folder} />
      </Table.Td>
      <Table.Td className={classes.number}>{format.number(counts.waiting)}</Table.Td>
      <Table.Td className={classes.number}>{format.number(counts.taken)}</Table.Td>
      <Table.Td className={classes.number}>{format.number(counts.passed_over)}</Table.Td>
      <Table.Td className={classes.number} c={counts.failed > 0 ? "var(--dc-failed)" : undefined}>
        {format.number(counts.failed)}
      </Table.Td>
      <Table.Td>
        {folder.last_file ? (
          <>
            {folder.last_file.path || t("file.nameless")}
            <div className={classes.muted}>
              <When at={folder.last_file.changed_at} />
            </div>
          </>
        ) : (
          t("folder.noneYet")
        )}
      </Table.Td>
    </Table.Tr>
  );
}
