import { Button, Select, Text } from "@mantine/core";
import { useState } from "react";
import type { Box, Document } from "@/api/types";
import { PagePane } from "@/features/review/PagePane";
import { boxAround } from "@/features/review/words";
import { useI18n } from "@/i18n";
import { useDocument } from "@/queries/hooks";
import { useWords } from "@/queries/review";
import { boxAt } from "./place";
import classes from "./Types.module.css";

interface Props {
  documents: readonly Document[];
  /** The field that the next place is for; null makes a new one. */
  target: string | null;
  onPoint(document: Document, page: number, box: Box): void;
}

/** A document of the kind, at whose values one points. */
export function Sample({ documents, target, onPoint }: Props) {
  const { t } = useI18n();
  const [chosen, setChosen] = useState<string | null>(null);
  const id = chosen ?? documents[0]?.id ?? "";
  if (id === "") return <Text c="var(--dc-muted)">{t("type.noSample")}</Text>;
  return (
    <section aria-label={t("type.sample")} className={classes.sample}>
      <Select
        label={t("type.sample")}
        description={target ? t("type.teachFor", { name: target }) : t("type.sampleHint")}
        allowDeselect={false}
        searchable
        data={documents.map((d) => ({ value: d.id, label: d.file.name }))}
        value={id}
        onChange={setChosen}
      />
      <SamplePage key={id} id={id} onPoint={onPoint} />
    </section>
  );
}

function SamplePage({ id, onPoint }: { id: string; onPoint: Props["onPoint"] }) {
  const { t } = useI18n();
  const document = useDocument(id).data;
  const [page, setPage] = useState(1);
  if (!document) return null;
  return (
    <>
      {document.file.pages > 1 && (
        <div className={classes.bar}>
          <Button size="compact-sm" variant="default" disabled={page <= 1} onClick={() => setPage(page - 1)}>
            ‹
          </Button>
          <Text size="sm">{t("type.page", { page, pages: document.file.pages })}</Text>
          <Button
            size="compact-sm"
            variant="default"
            disabled={page >= document.file.pages}
            onClick={() => setPage(page + 1)}
          >
            ›
          </Button>
        </div>
      )}
      <Pointed document={document} page={page} onPoint={onPoint} />
    </>
  );
}

function Pointed({ document, page, onPoint }: { document: Document; page: number } & Pick<Props, "onPoint">) {
  const words = useWords(document, page);
  return (
    <div className={classes.page}>
      <PagePane
        document={document}
        page={page}
        spot={null}
        words={words}
        targetName="description"
        editable
        whole
        boxes={false}
        closer={0}
        onWords={(hit) => {
          const box = boxAround(hit);
          if (box) onPoint(document, page, box);
        }}
        onPlace={(at) => {
          const box = boxAt(at);
          if (box) onPoint(document, page, box);
        }}
        onBox={(box) => onPoint(document, page, box)}
      />
    </div>
  );
}
