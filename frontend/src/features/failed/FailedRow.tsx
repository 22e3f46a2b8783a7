import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { RereadOptions } from "@/api/client";
import type { Document } from "@/api/types";
import { RereadDialog } from "@/features/document/RereadDialog";
import { useI18n } from "@/i18n";
import { Unlock } from "./Cure";
import classes from "./Failed.module.css";

interface Props {
  document: Document;
  /** It is the only one of its cause, whose cure stands above. */
  alone: boolean;
  onReread(options: RereadOptions): void;
  onDelete(): void;
}

/** One document that failed: what is particular to it, and what can be done with it alone. */
export function FailedRow({ document, alone, onReread, onDelete }: Props) {
  const { t, format, failure } = useI18n();
  const [asking, setAsking] = useState(false);
  const { name, bytes } = document.file;
  return (
    <li className={classes.row}>
      <Link
        to="/documents/$id"
        params={{ id: document.id }}
        search={{ tab: "failed" }}
        className={classes.name}
      >
        {name}
      </Link>
      <span className={classes.detail}>{document.error && failure(document.error).detail}</span>
      <span className={classes.soft}>{format.bytes(bytes)}</span>
      <span className={classes.soft} title={format.instantFull(document.source.received_at)}>
        {format.instant(document.source.received_at)}
      </span>
      <span className={classes.verbs}>
        {document.error?.code === "pdf_password" && !alone && !asking && (
          <Unlock label={t("inbox.password", { name })} verb={t("inbox.unlock")} onReread={onReread} />
        )}
        <Button
          size="xs"
          variant="default"
          aria-label={`${t("failed.readWith")}: ${name}`}
          onClick={() => setAsking(true)}
        >
          {t("failed.readWith")}
        </Button>
        <Tooltip label={t("common.delete")} openDelay={400}>
          <ActionIcon
            variant="subtle"
            color="red"
            size={30}
            aria-label={`${t("common.delete")}: ${name}`}
            onClick={onDelete}
          >
            <IconTrash size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </span>
      {asking && (
        <RereadDialog document={document} opened onClose={() => setAsking(false)} onStart={onReread} />
      )}
    </li>
  );
}
