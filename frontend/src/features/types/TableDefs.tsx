import { ActionIcon, Button, Select, TagsInput, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import type { Definition, TableDef } from "@/api/defined";
import settings from "@/features/settings/Settings.module.css";
import { useI18n } from "@/i18n";
import { columnsOf, nameOf } from "./draft";
import classes from "./Types.module.css";

const COLUMN_KINDS = ["text", "number", "money", "date", "time", "identifier"] as const;

interface Props {
  draft: Definition;
  onChange(draft: Definition): void;
}

/** The tables of a type: their columns by the words at their heads. */
export function TableDefs({ draft, onChange }: Props) {
  const { t } = useI18n();
  const tables = draft.tables ?? [];
  const taken = [...draft.fields, ...tables].map((f) => f.name);
  const put = (name: string, more: Partial<TableDef>) =>
    onChange({ ...draft, tables: tables.map((x) => (x.name === name ? { ...x, ...more } : x)) });
  const add = () => {
    const title = `${t("type.tables")} ${tables.length + 1}`;
    onChange({ ...draft, tables: [...tables, { name: nameOf(title, taken), title, columns: [] }] });
  };
  return (
    <>
      {tables.length > 0 && (
        <section aria-label={t("type.tables")} className={settings.card}>
          {tables.map((table) => (
            <div key={table.name} className={classes.field}>
              <TextInput
                aria-label={t("type.tableName")}
                value={table.title ?? table.name}
                onChange={(event) => put(table.name, { title: event.currentTarget.value })}
              />
              <span />
              <ActionIcon
                variant="default"
                aria-label={t("type.remove", { name: table.title || table.name })}
                onClick={() => onChange({ ...draft, tables: tables.filter((x) => x.name !== table.name) })}
              >
                <IconTrash size={16} stroke={1.6} />
              </ActionIcon>
              <div className={classes.rest}>
                <TagsInput
                  label={t("type.columns")}
                  description={t("type.columnsHint")}
                  value={table.columns.map((c) => c.title ?? c.name)}
                  onChange={(heads) => put(table.name, { columns: columnsOf(heads, table.columns) })}
                />
                {table.columns.map((column) => (
                  <Select
                    key={column.name}
                    label={`${t("type.kind")}: ${column.title || column.name}`}
                    allowDeselect={false}
                    data={COLUMN_KINDS.map((k) => ({ value: k, label: t(`type.kind.${k}`) }))}
                    value={column.kind}
                    onChange={(kind) =>
                      put(table.name, {
                        columns: table.columns.map((c) =>
                          c.name === column.name
                            ? { ...c, kind: (kind ?? "text") as (typeof COLUMN_KINDS)[number] }
                            : c,
                        ),
                      })
                    }
                  />
                ))}
              </div>
            </div>
          ))}
        </section>
      )}
      <Button variant="default" onClick={add}>
        {t("type.addTable")}
      </Button>
    </>
  );
}
