import type { Document } from "@/api/types";
import { useI18n } from "@/i18n";
import { useBulk } from "@/queries/useBulk";
import { ConfirmDelete } from "@/ui/ConfirmDelete";
import { RetypeDialog } from "./RetypeDialog";

/** What is asked before it is done, and to which documents. */
export interface Asked {
  verb: "remove" | "retype";
  ids: readonly string[];
}

interface Props {
  asked: Asked | null;
  documents: readonly Document[];
  onClose(): void;
  /** It was begun. */
  onDone(): void;
}

/** The dialogs of the inbox. */
export function InboxDialogs({ asked, documents, onClose, onDone }: Props) {
  const { t } = useI18n();
  const bulk = useBulk();
  const ids = asked?.ids ?? [];
  const begin = (work: Promise<void>) => {
    onDone();
    void work;
  };
  return (
    <>
      <ConfirmDelete
        opened={asked?.verb === "remove"}
        title={t("inbox.deleteTitle", { count: ids.length })}
        hint={<WhatGoes ids={ids} documents={documents} />}
        onClose={onClose}
        onConfirm={() => begin(bulk.run("remove", ids))}
      />
      <RetypeDialog
        count={ids.length}
        opened={asked?.verb === "retype"}
        onClose={onClose}
        onChoose={(type) => begin(bulk.run("retype", ids, { type }))}
      />
    </>
  );
}

/** What a deletion takes away, as far as the list knows. */
function WhatGoes({ ids, documents }: { ids: readonly string[]; documents: readonly Document[] }) {
  const { t, format } = useI18n();
  const wanted = new Set(ids);
  const known = documents.filter((d) => wanted.has(d.id));
  const pages = known.reduce((sum, d) => sum + d.file.pages, 0);
  const bytes = known.reduce((sum, d) => sum + d.file.bytes, 0);
  const approved = known.filter((d) => d.status === "approved").length;
  return (
    <>
      {t("inbox.deleteHint")}
      <br />
      {known.length === ids.length && t("inbox.deleteWhat", { count: pages, size: format.bytes(bytes) })}
      {approved > 0 && ` ${t("inbox.deleteApproved", { count: approved })}`}
    </>
  );
}
