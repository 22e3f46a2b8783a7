import { Text } from "@mantine/core";
import type { Document } from "@/api/types";
import { useI18n } from "@/i18n";
import type { OrderedFields } from "@/lib/fields";
import { isRead } from "@/lib/status";
import classes from "./FieldPanel.module.css";
import { FieldRow } from "./FieldRow";
import { Issues } from "./Issues";
import { Pairs, Tables } from "./Tables";
import type { Pointing } from "./usePointing";

interface Props {
  document: Document;
  fields: OrderedFields;
  page: number;
  pointing: Pointing;
}

/** Everything that was found: what needs a look first, then the rest, then the tables. */
export function FieldPanel({ document, fields, page, pointing }: Props) {
  const { t } = useI18n();
  const { attention, rest } = fields;
  if (!isRead(document.status)) {
    return <Text className={classes.nothing}>{document.error ? "" : t("document.pending")}</Text>;
  }
  const none = attention.length + rest.length === 0;
  const rows = (list: typeof rest) =>
    list.map(({ name, field }) => (
      <FieldRow key={name} document={document} name={name} field={field} page={page} pointing={pointing} />
    ));
  return (
    <>
      <Issues issues={document.issues} warnings={document.warnings} pointing={pointing} />
      {attention.length > 0 && (
        <section aria-labelledby="fields-attention">
          <h2 id="fields-attention" className={classes.heading} data-tone="look">
            {t("document.attention", { count: attention.length })}
          </h2>
          <ul className={classes.list}>{rows(attention)}</ul>
        </section>
      )}
      {rest.length > 0 && (
        <section aria-labelledby="fields-rest">
          <h2 id="fields-rest" className={classes.heading}>
            {attention.length > 0 ? t("document.rest") : t("document.fields")}
          </h2>
          <ul className={classes.list}>{rows(rest)}</ul>
        </section>
      )}
      <Pairs pairs={document.pairs ?? []} pointing={pointing} />
      {none && !document.pairs?.length && <Text className={classes.nothing}>{t("document.noFields")}</Text>}
      <Tables tables={document.tables} pointing={pointing} />
    </>
  );
}
