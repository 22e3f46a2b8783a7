import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { type ExportContext, exportActions, NO_EXPORT } from "@/actions/export";
import { useActionKeys } from "@/actions/useActionKeys";
import type { ExportProfile } from "@/api/exports";
import { useApi } from "@/app/context";
import { PageHead } from "@/features/settings/PageHead";
import { useI18n } from "@/i18n";
import { useExportVerbs, usePreview, useSources } from "@/queries/exports";
import { ActionButton } from "@/ui/ActionButton";
import { ConfirmDelete } from "@/ui/ConfirmDelete";
import { FailureNote } from "@/ui/Loaded";
import { useFirstBad } from "@/ui/useFirstBad";
import { BatchFields } from "./BatchFields";
import { ColumnList } from "./ColumnList";
import { columnFor, sourcesFor } from "./draft";
import classes from "./Export.module.css";
import { Preview } from "./Preview";
import { ProfileFields } from "./ProfileFields";
import { StyleFields } from "./StyleFields";
import { draftColumns } from "./words";

interface Props {
  /** The profile that is changed; without one a new one is made. */
  kept: ExportProfile | undefined;
  start: ExportProfile;
}

/** Every document there is, so that the preview shows something. */
const ALL = { filter: {}, which: "all", review: true } as const;

/** Makes or changes a profile, and shows what it makes meanwhile. */
export function ProfileEditor({ kept, start }: Props) {
  const i18n = useI18n();
  const { t } = i18n;
  const navigate = useNavigate();
  const { exports } = useApi();
  const verbs = useExportVerbs();
  const [draft, setDraft] = useState(start);
  const [refused, setRefused] = useState<unknown>(null);
  const form = useFirstBad<HTMLDivElement>(0, refused);
  const [saving, setSaving] = useState(false);
  const [asking, setAsking] = useState<"delete" | "discard" | null>(null);
  const sources = sourcesFor(draft, useSources().data ?? []);
  const [shown] = useDebouncedValue(draft, 300);
  const preview = usePreview(ALL, shown.name.trim() ? shown : { ...shown, name: "–" }, 10);
  const set = (more: Partial<ExportProfile>) => setDraft((d) => ({ ...d, ...more }));
  const tabular = draft.format === "csv" || draft.format === "xlsx";
  const finished = draft.name.trim() !== "" && (!tabular || draft.columns.length > 0);
  const leave = (id?: string) =>
    void navigate({ to: "/export", search: (id ?? kept?.id) ? { profile: id ?? kept?.id } : {} });
  const changed = JSON.stringify(draft) !== JSON.stringify(start);
  const back = () => (changed ? setAsking("discard") : leave());
  const save = async () => {
    setSaving(true);
    const made = await verbs.attempt(
      () => (kept ? exports.replace(draft) : exports.create(draft)),
      setRefused,
    );
    setSaving(false);
    if (!made) return;
    verbs.tell(t("export.profileSaved", { name: made.name }));
    leave(made.id);
  };
  const remove = async () => {
    const gone = await verbs.attempt(async () => {
      await exports.remove(kept?.id ?? "");
      return true;
    });
    if (gone) void navigate({ to: "/export", search: {} });
  };
  const context: ExportContext = {
    ...NO_EXPORT,
    save: finished && !saving ? save : null,
    addColumn: tabular
      ? () => {
          const more = draftColumns(i18n, undefined, [columnFor(sources[0]?.source ?? "text:")]);
          set({ columns: [...draft.columns, ...more] });
        }
      : null,
    back,
  };
  useActionKeys(exportActions, context);
  return (
    <>
      <PageHead
        title={kept ? t("export.editTitle", { name: kept.name }) : t("export.newTitle")}
        hint={t("export.editHint")}
      >
        {kept && (
          <Button variant="subtle" color="red" onClick={() => setAsking("delete")}>
            {t("common.delete")}
          </Button>
        )}
        <Button variant="default" onClick={back}>
          {t("common.cancel")}
        </Button>
        <Button onClick={() => void context.save?.()} disabled={!finished} loading={saving}>
          {t("action.export.save")}
        </Button>
      </PageHead>
      <div className={classes.editor}>
        <div className={classes.stack} ref={form}>
          <ProfileFields draft={draft} set={set} onDraft={setDraft} />
          {tabular && (
            <ColumnList columns={draft.columns} sources={sources} onChange={(columns) => set({ columns })}>
              <ActionButton actions={exportActions} id="export.addColumn" context={context} size="xs" />
            </ColumnList>
          )}
          {draft.batch && <BatchFields batch={draft.batch} onChange={(batch) => set({ batch })} />}
          {tabular && <StyleFields profile={draft} onChange={set} />}
        </div>
        <section className={classes.sticky} aria-label={t("export.preview")}>
          {preview.isError && <FailureNote error={preview.error} />}
          <Preview
            preview={preview.data}
            profile={draft}
            stale={preview.isPlaceholderData}
            search={{ which: "all" }}
          />
        </section>
      </div>
      <ConfirmDelete
        opened={asking === "delete"}
        title={t("export.deleteTitle", { name: kept?.name ?? "" })}
        hint={t("export.deleteHint")}
        onClose={() => setAsking(null)}
        onConfirm={() => void remove()}
      />
      <ConfirmDelete
        opened={asking === "discard"}
        title={t("export.discardTitle")}
        hint={t("export.discardHint")}
        verb={t("export.discard")}
        onClose={() => setAsking(null)}
        onConfirm={() => leave()}
      />
    </>
  );
}
