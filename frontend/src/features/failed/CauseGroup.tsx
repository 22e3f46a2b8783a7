import { Button, Group, Title } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { PAGE_SIZE, type RereadOptions } from "@/api/client";
import type { Cause } from "@/api/library";
import { useApi } from "@/app/context";
import { useI18n } from "@/i18n";
import { filterOf, queryOf } from "@/lib/filter";
import { useDocuments } from "@/queries/hooks";
import { documentsOf } from "@/queries/lists";
import { useBulk } from "@/queries/useBulk";
import { ConfirmDelete } from "@/ui/ConfirmDelete";
import { Cure } from "./Cure";
import classes from "./Failed.module.css";
import { FailedRow } from "./FailedRow";

/** Pixels of a row, kept free until the rows are there. */
const ROW = 44;

/** Causes with a sentence of their own here, where the cure is at hand. */
const CURES = [
  "pdf_password",
  "too_many_pages",
  "too_many_pixels",
  "language_missing",
  "attempts_spent",
  "cancelled",
] as const;

/** Documents that failed for one cause: what it means, what to do, and the means to do it. */
export function CauseGroup({ cause }: { cause: Cause }) {
  const { t, failure } = useI18n();
  const api = useApi();
  const bulk = useBulk();
  const [deleting, setDeleting] = useState<readonly string[]>([]);
  const filter = filterOf({ tab: "failed", code: cause.code });
  const list = useDocuments(filter);
  const documents = documentsOf(list.data);
  const said = failure({ ...cause });
  const here = CURES.find((code) => code === cause.code);
  const heading = `cause-${cause.code}`;
  const all = () => api.library.ids(queryOf(filter));
  const reread = async (options: RereadOptions) => void bulk.run("reread", await all(), { reread: options });
  return (
    <section className={classes.group} aria-labelledby={heading}>
      <div className={classes.head}>
        <div className={classes.words}>
          <Title order={2} fz={15} id={heading}>
            {said.message} <span className={classes.count}>{t("failed.count", { count: cause.count })}</span>
          </Title>
          <p className={classes.hint}>{here ? t(`cure.${here}`) : said.hint}</p>
        </div>
        <Group gap="sm" className={classes.cure}>
          <Cure code={cause.code} count={cause.count} onReread={(options) => void reread(options)} />
          <Button
            size="xs"
            variant="subtle"
            color="red"
            leftSection={<IconTrash size={15} stroke={1.6} aria-hidden />}
            onClick={async () => setDeleting(await all())}
          >
            {t("failed.deleteAll", { count: cause.count })}
          </Button>
        </Group>
      </div>
      <ul className={classes.rows} style={{ minHeight: ROW * Math.min(cause.count, PAGE_SIZE) }}>
        {documents.map((document) => (
          <FailedRow
            key={document.id}
            document={document}
            alone={cause.count === 1}
            onReread={(options) => void bulk.run("reread", [document.id], { reread: options })}
            onDelete={() => setDeleting([document.id])}
          />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button variant="subtle" size="xs" onClick={() => void list.fetchNextPage()} className={classes.more}>
          {t("failed.more", { count: cause.count - documents.length })}
        </Button>
      )}
      <ConfirmDelete
        opened={deleting.length > 0}
        title={t("inbox.deleteTitle", { count: deleting.length })}
        hint={t("inbox.deleteHint")}
        onClose={() => setDeleting([])}
        onConfirm={() => void bulk.run("remove", deleting)}
      />
    </section>
  );
}
