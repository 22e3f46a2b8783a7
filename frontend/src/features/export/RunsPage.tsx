import { Button, Menu, Table } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { exportActions, NO_EXPORT } from "@/actions/export";
import { useActionKeys } from "@/actions/useActionKeys";
import type { ExportRun } from "@/api/exports";
import { useApi } from "@/app/context";
import { Empty, PageHead } from "@/features/settings/PageHead";
import settings from "@/features/settings/Settings.module.css";
import { useI18n } from "@/i18n";
import { useExportVerbs, useRuns } from "@/queries/exports";
import { Chip } from "@/ui/Chip";
import { ConfirmDelete } from "@/ui/ConfirmDelete";
import { Loaded } from "@/ui/Loaded";
import { MoreButton } from "@/ui/MoreButton";
import { When } from "@/ui/When";
import classes from "./Export.module.css";
import { ExportTabs } from "./ExportTabs";
import { leftOut, profileName } from "./words";

/** What was exported: when, with which profile, where to, and the file once more. */
export function RunsPage() {
  const { t } = useI18n();
  const navigate = useNavigate();
  const { exports } = useApi();
  const verbs = useExportVerbs();
  const runs = useRuns();
  const [undoing, setUndoing] = useState<ExportRun | null>(null);
  const data = runs.data?.pages.flatMap((page) => page.runs);
  useActionKeys(exportActions, { ...NO_EXPORT, back: () => void navigate({ to: "/export", search: {} }) });
  return (
    <div className={classes.page}>
      <PageHead title={t("export.runs")} hint={t("export.runsHint")} />
      <ExportTabs />
      <Loaded query={{ ...runs, data }}>
        {(all) =>
          all.length === 0 ? (
            <Empty title={t("export.runsEmptyTitle")} hint={t("export.runsEmptyHint")} />
          ) : (
            <div className={settings.card}>
              <Table verticalSpacing={10} horizontalSpacing="md" aria-label={t("export.runs")}>
                <Table.Thead>
                  <Table.Tr>
                    {(["at", "profile", "target", "state"] as const).map((column) => (
                      <Table.Th key={column}>{t(`export.col.${column}`)}</Table.Th>
                    ))}
                    <Table.Th className={settings.number}>{t("export.col.documents")}</Table.Th>
                    <Table.Th className={settings.number}>{t("export.col.rows")}</Table.Th>
                    <Table.Th>
                      <span className="visually-hidden">{t("export.col.verbs")}</span>
                    </Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {all.map((run) => (
                    <RunRow
                      key={run.id}
                      run={run}
                      onAgain={(now) => void verbs.again(run, now)}
                      onUndo={() => setUndoing(run)}
                    />
                  ))}
                </Table.Tbody>
              </Table>
            </div>
          )
        }
      </Loaded>
      <MoreButton query={runs} label={t("export.moreRuns")} />
      <ConfirmDelete
        opened={undoing !== null}
        title={t("export.undoTitle", { count: undoing?.counts.documents ?? 0 })}
        hint={t("export.undoHint")}
        verb={t("export.undo")}
        onClose={() => setUndoing(null)}
        onConfirm={() => {
          const id = undoing?.id;
          if (id)
            void verbs.attempt(async () => {
              await exports.undo(id);
              verbs.tell(t("export.undoneSaid"));
            });
        }}
      />
    </div>
  );
}

interface RowProps {
  run: ExportRun;
  onAgain(now: boolean): void;
  onUndo(): void;
}

function RunRow({ run, onAgain, onUndo }: RowProps) {
  const i18n = useI18n();
  const { t, name, format } = i18n;
  const state = run.undone_at ? "undone" : run.delivered_at ? "done" : "unsure";
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        <When at={run.at} />
        <div className={settings.muted}>{name("actor", run.actor)}</div>
      </Table.Th>
      <Table.Td>{profileName(i18n, run.profile)}</Table.Td>
      <Table.Td>
        <div className={settings.mono}>{run.target || run.file_name}</div>
        <div className={settings.muted}>
          {run.append ? t("export.appended") : !run.target && t("export.downloaded")}
        </div>
      </Table.Td>
      <Table.Td>
        <Chip tone={state === "done" ? "ready" : state === "undone" ? "idle" : "look"}>
          {t(`export.state.${state}`)}
        </Chip>
      </Table.Td>
      <Table.Td
        className={settings.number}
        title={leftOut(i18n, run.counts, "all")
          .map(({ words }) => words)
          .join(" · ")}
      >
        {format.number(run.counts.documents)}
      </Table.Td>
      <Table.Td className={settings.number}>{format.number(run.counts.rows)}</Table.Td>
      <Table.Td className={settings.number}>
        <Button size="xs" variant="default" onClick={() => onAgain(false)}>
          {t("export.again")}
        </Button>{" "}
        <Menu position="bottom-end" width={260}>
          <Menu.Target>
            <Button size="xs" variant="subtle" color="gray" aria-label={t("export.more")}>
              …
            </Button>
          </Menu.Target>
          <Menu.Dropdown aria-label={t("export.more")}>
            <Menu.Item onClick={() => onAgain(true)}>{t("export.againNow")}</Menu.Item>
            <Menu.Item onClick={onUndo} disabled={state === "undone"}>
              {t("export.undo")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Table.Td>
    </Table.Tr>
  );
}
