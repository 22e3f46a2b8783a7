import { Button, Table } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { FolderFile } from "@/api/types";
import settings from "@/features/settings/Settings.module.css";
import { useI18n } from "@/i18n";
import { Chip } from "@/ui/Chip";
import { When } from "@/ui/When";
import classes from "./Folders.module.css";
import { actsOf, type FileAct, takeLabel, toneOfFile } from "./standing";

interface Props {
  files: readonly FolderFile[];
  onAct(file: number, what: FileAct): void;
}

/** A line for each file: where it stands, why, and what can be done. */
export function FileTable({ files, onAct }: Props) {
  const { t } = useI18n();
  return (
    <div className={settings.card}>
      <Table verticalSpacing={8} horizontalSpacing="md" aria-label={t("file.list")} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("file.col.path")}</Table.Th>
            <Table.Th>{t("file.col.state")}</Table.Th>
            <Table.Th>{t("file.col.why")}</Table.Th>
            <Table.Th className={settings.number}>{t("file.col.size")}</Table.Th>
            <Table.Th>{t("file.col.changed")}</Table.Th>
            <Table.Th>{t("file.col.acts")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {files.map((file) => (
            <FileRow key={file.id} file={file} onAct={(what) => onAct(file.id, what)} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function FileRow({ file, onAct }: { file: FolderFile; onAct(what: FileAct): void }) {
  const { t, name, format } = useI18n();
  const path = file.path || t("file.nameless");
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400} className={classes.path}>
        {path}
      </Table.Th>
      <Table.Td>
        <Chip tone={toneOfFile(file)}>{name("fileState", file.state)}</Chip>
      </Table.Td>
      <Table.Td>
        <Why file={file} />
      </Table.Td>
      <Table.Td className={settings.number}>
        {file.path.endsWith("/") ? "" : format.bytes(file.size)}
      </Table.Td>
      <Table.Td>
        <When at={file.changed_at} />
      </Table.Td>
      <Table.Td className={classes.acts}>
        {actsOf(file).map((what) => {
          const label = what === "take" ? t(takeLabel(file)) : t(`file.${what}`);
          return (
            <Button
              key={what}
              size="compact-xs"
              variant="default"
              aria-label={`${label}: ${path}`}
              onClick={() => onAct(what)}
            >
              {label}
            </Button>
          );
        })}
      </Table.Td>
    </Table.Tr>
  );
}

/** Everything there is to say about where a file stands. */
function Why({ file }: { file: FolderFile }) {
  const { t, name, failure } = useI18n();
  const reason = file.reason ? name("fileReason", file.reason) : "";
  const said = file.error && failure(file.error);
  const failed = file.state === "failed" && said ? said.message : "";
  const source = ["pending", "deleted", "gone"].includes(file.source)
    ? t(`fileSource.${file.source as "pending" | "deleted" | "gone"}`)
    : file.source === "moved" && t("file.movedTo", { path: file.moved_to });
  return (
    <>
      {failed || reason}
      {file.document_id && (
        <>
          {" "}
          <Link to="/documents/$id" params={{ id: file.document_id }} className={settings.inline}>
            {t("file.document")}
          </Link>
        </>
      )}
      {(source || (file.tries > 0 && file.next_at) || said?.detail) && (
        <div className={settings.muted}>
          {source}
          {file.state !== "passed_over" && said?.detail}
          {file.state === "waiting" && file.tries > 0 && file.next_at && (
            <>
              {said?.detail && " · "}
              {t("file.nextTry")} <When at={file.next_at} />
            </>
          )}
        </div>
      )}
    </>
  );
}
