import { Button } from "@mantine/core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { type ExportContext, exportActions, NO_EXPORT } from "@/actions/export";
import { useActionKeys } from "@/actions/useActionKeys";
import { PageHead } from "@/features/settings/PageHead";
import { useI18n } from "@/i18n";
import { chosenForExport } from "@/lib/chosen";
import { inWindow } from "@/lib/desktop";
import { useExportVerbs, usePreview, useProfiles } from "@/queries/exports";
import { ActionButton } from "@/ui/ActionButton";
import { FailureNote, Loaded } from "@/ui/Loaded";
import classes from "./Export.module.css";
import { ExportTabs } from "./ExportTabs";
import { Preview } from "./Preview";
import { ProfilePicker } from "./ProfilePicker";
import { type ExportSearch, wishOf } from "./search";
import { WhatPanel } from "./WhatPanel";

/**
 * What opens right by itself: a workbook needs no guess at its encoding, delimiter
 * and decimal sign, which Excel makes by the country it runs in. CSV stays as
 * programs want it.
 */
const USUAL = "builtin-workbook";
const REMEMBERED = "deskclerk.export.profile";

/** The export: with which profile, what, and how it will look. */
export function ExportPage() {
  const { t } = useI18n();
  const navigate = useNavigate();
  const search = useSearch({ from: "/export" });
  const profiles = useProfiles();
  const verbs = useExportVerbs();
  const [chosen] = useState(chosenForExport);
  const [busy, setBusy] = useState(false);

  const wanted = search.profile ?? localStorage.getItem(REMEMBERED) ?? USUAL;
  const profile = profiles.data?.find((p) => p.id === wanted) ?? profiles.data?.[0];
  const wish = useMemo(() => wishOf(search, chosen), [search, chosen]);
  const preview = usePreview(wish, profile?.id);
  const counts = preview.data?.counts;
  const ready = (counts?.documents ?? 0) > 0 && preview.data?.profile_issues.length === 0 && !busy;
  const appendable = profile && profile.format !== "json" && !profile.batch;

  const show = (more: Partial<ExportSearch>) =>
    void navigate({ to: "/export", search: (before) => clean({ ...before, ...more }), replace: true });
  const go = async (append: boolean) => {
    if (!profile || !preview.data) return;
    setBusy(true);
    await verbs.run(wish, profile, preview.data.file_name, append);
    setBusy(false);
  };
  const context: ExportContext = {
    ...NO_EXPORT,
    run: ready ? () => go(false) : null,
    append: ready && appendable && inWindow() ? () => go(true) : null,
    edit: profile && !profile.built_in ? () => open(profile.id ?? "") : null,
    copy: profile ? () => open("new", profile.id) : null,
    create: () => open("new"),
    back: () => void navigate({ to: "/" }),
  };
  const open = (id: string, from?: string) =>
    void navigate({ to: "/export/profiles/$id", params: { id }, search: from ? { from } : {} });
  useActionKeys(exportActions, context);

  return (
    <div className={classes.page}>
      <PageHead title={t("export.title")} hint={t("export.hint")}>
        <ActionButton actions={exportActions} id="export.create" context={context} />
      </PageHead>
      <ExportTabs />
      <Loaded query={profiles}>
        {(all) => (
          <div className={classes.columns}>
            <section className={classes.side} aria-label={t("export.what")}>
              <ProfilePicker
                profiles={all}
                profile={profile}
                context={context}
                onPick={(id) => {
                  localStorage.setItem(REMEMBERED, id);
                  show({ profile: id });
                }}
              />
              <WhatPanel
                search={search}
                types={profile?.types ?? []}
                counts={counts}
                chosen={chosen.length}
                onChange={show}
              />
            </section>
            <section className={classes.main} aria-label={t("export.preview")}>
              {preview.isError && !preview.data ? (
                <FailureNote error={preview.error} onRetry={() => void preview.refetch()} />
              ) : (
                <Preview
                  preview={preview.data}
                  profile={profile}
                  stale={preview.isPlaceholderData}
                  onInclude={show}
                  search={search}
                >
                  <Button
                    disabled={!ready}
                    loading={busy}
                    onClick={() => void context.run?.()}
                    title={`${t("action.export.run")} (Ctrl+Enter)`}
                  >
                    {t("export.run", { count: counts?.documents ?? 0 })}
                  </Button>
                  <ActionButton actions={exportActions} id="export.append" context={context} />
                </Preview>
              )}
              {!inWindow() && appendable && (
                <p className={classes.foot}>
                  {t("export.appendHint")} <Link to="/export/runs">{t("export.tab.runs")}</Link>
                </p>
              )}
            </section>
          </div>
        )}
      </Loaded>
    </div>
  );
}

const clean = (search: ExportSearch): ExportSearch =>
  Object.fromEntries(
    Object.entries(search).filter(([, value]) => value !== undefined && value !== false && value !== ""),
  );
