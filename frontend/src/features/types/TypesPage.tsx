import { Button, Group, Table } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { type TypesContext, typesActions } from "@/actions/types";
import { useActionKeys } from "@/actions/useActionKeys";
import type { Definition } from "@/api/defined";
import { Empty, PageHead } from "@/features/settings/PageHead";
import classes from "@/features/settings/Settings.module.css";
import { useI18n } from "@/i18n";
import { chooseFiles, downloadBlob } from "@/lib/download";
import { useDefinitions, useTypeAct } from "@/queries/defined";
import { ActionButton } from "@/ui/ActionButton";
import { ConfirmDelete } from "@/ui/ConfirmDelete";
import { Loaded } from "@/ui/Loaded";
import { parseType } from "./file";

/** The document types that people defined. */
export function TypesPage() {
  const { t } = useI18n();
  const go = useNavigate();
  const query = useDefinitions();
  const act = useTypeAct();
  const [asking, setAsking] = useState<Definition | null>(null);
  const edit = (name: string) => void go({ to: "/settings/types/$name", params: { name } });
  const take = async () => {
    for (const file of await chooseFiles()) {
      await act(
        async (types) => types.create(parseType(await file.text(), t("types.notAFile"))),
        (d) => t("types.taken", { title: d.title }),
      );
    }
  };
  const context: TypesContext = { create: () => edit("new"), take: () => void take() };
  useActionKeys(typesActions, context);
  const buttons = (
    <>
      <ActionButton actions={typesActions} id="types.take" context={context} />
      <ActionButton actions={typesActions} id="types.create" context={context} variant="filled" />
    </>
  );
  return (
    <>
      <PageHead title={t("settings.types")} hint={t("types.hint")}>
        {(query.data?.length ?? 0) > 0 && buttons}
      </PageHead>
      <Loaded query={query}>
        {(found) =>
          found.length === 0 ? (
            <Empty title={t("types.emptyTitle")} hint={t("types.emptyHint")}>
              <Group gap="sm">{buttons}</Group>
            </Empty>
          ) : (
            <TypeTable types={found} onEdit={edit} onDelete={setAsking} />
          )
        }
      </Loaded>
      <ConfirmDelete
        opened={asking !== null}
        title={t("types.deleteTitle", { title: asking?.title ?? "" })}
        hint={t("types.deleteHint")}
        verb={t("types.delete")}
        onClose={() => setAsking(null)}
        onConfirm={() =>
          asking &&
          void act(
            (types) => types.remove(asking.name),
            () => t("types.deleted", { title: asking.title }),
          )
        }
      />
    </>
  );
}

interface TableProps {
  types: readonly Definition[];
  onEdit(name: string): void;
  onDelete(definition: Definition): void;
}

function TypeTable({ types, onEdit, onDelete }: TableProps) {
  const { t } = useI18n();
  const parts = (d: Definition) =>
    [
      t("types.fields", { count: d.fields.length }),
      d.tables?.length ? t("types.tables", { count: d.tables.length }) : "",
      d.rules?.length ? t("types.rules", { count: d.rules.length }) : "",
    ].filter(Boolean);
  return (
    <div className={classes.card}>
      <Table verticalSpacing={10} horizontalSpacing="md" aria-label={t("settings.types")}>
        <Table.Tbody>
          {types.map((d) => (
            <Table.Tr key={d.name}>
              <Table.Th scope="row" fw={600}>
                {d.title}
                <div className={classes.muted} style={{ fontWeight: 400 }}>
                  {d.name}
                </div>
              </Table.Th>
              <Table.Td>{parts(d).join(" · ")}</Table.Td>
              <Table.Td>
                <Group gap="xs" justify="flex-end" wrap="nowrap">
                  <Button size="compact-sm" variant="default" onClick={() => onEdit(d.name)}>
                    {t("types.edit")}
                  </Button>
                  <Button size="compact-sm" variant="default" onClick={() => save(d)}>
                    {t("types.save")}
                  </Button>
                  <Button
                    size="compact-sm"
                    variant="default"
                    c="var(--dc-failed)"
                    onClick={() => onDelete(d)}
                  >
                    {t("types.delete")}
                  </Button>
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** Hands a type on as a file; its revision is ours alone. */
function save({ revision: _, ...definition }: Definition) {
  const text = JSON.stringify(definition, null, 2);
  downloadBlob(new Blob([text], { type: "application/json" }), `${definition.name}.json`);
}
