import { Select, Text, TextInput } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { type AuditContext, auditActions } from "@/actions/upkeep";
import { useActionKeys } from "@/actions/useActionKeys";
import { PageHead } from "@/features/settings/PageHead";
import classes from "@/features/settings/Settings.module.css";
import { useI18n } from "@/i18n";
import { useAudit } from "@/queries/upkeep";
import { useVerbs } from "@/queries/useVerbs";
import { ActionButton } from "@/ui/ActionButton";
import { Loaded } from "@/ui/Loaded";
import { MoreButton } from "@/ui/MoreButton";
import { AuditTable } from "./AuditTable";
import { actorWords } from "./audit";
import type { AuditSearch } from "./search";

/** Who did what, when, to which document. */
export function AuditPage() {
  const { t, name } = useI18n();
  const navigate = useNavigate();
  const verbs = useVerbs();
  const search = useSearch({ from: "/settings/audit" });
  const query = useAudit(search);
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.entries) ?? [], [query.data]);
  const newest = query.data?.pages[0];
  const show = (more: AuditSearch) =>
    void navigate({
      to: "/settings/audit",
      search: { ...search, ...more },
      replace: true,
      resetScroll: false,
    });
  const context: AuditContext = {
    filtered: Boolean(search.act || search.actor || search.document),
    clear: () => show({ act: undefined, actor: undefined, document: undefined }),
    download: () => {
      const filter = new URLSearchParams(Object.entries(search).filter(([, value]) => value));
      void verbs.file(`/audit.jsonl?${filter}`, "deskclerk-audit.jsonl");
    },
  };
  useActionKeys(auditActions, context);
  return (
    <>
      <PageHead title={t("settings.audit")} hint={t("audit.hint")}>
        <ActionButton actions={auditActions} id="audit.all" context={context} />
        <ActionButton actions={auditActions} id="audit.download" context={context} />
      </PageHead>
      <div className={classes.bar}>
        <Select
          w={260}
          searchable
          clearable
          aria-label={t("audit.col.act")}
          placeholder={t("audit.filterAct")}
          clearButtonProps={{ "aria-label": t("audit.clear") }}
          data={(newest?.acts ?? []).map((act) => ({ value: act, label: name("did", act) }))}
          value={search.act ?? null}
          onChange={(act) => show({ act: act ?? undefined })}
        />
        <Select
          w={220}
          searchable
          clearable
          aria-label={t("audit.col.actor")}
          placeholder={t("audit.filterActor")}
          clearButtonProps={{ "aria-label": t("audit.clear") }}
          data={(newest?.actors ?? []).map((actor) => ({ value: actor, label: actorWords(actor, name) }))}
          value={search.actor ?? null}
          onChange={(actor) => show({ actor: actor ?? undefined })}
        />
        <TextInput
          w={330}
          aria-label={t("audit.filterDocument")}
          placeholder={t("audit.filterDocument")}
          value={search.document ?? ""}
          onChange={(event) => show({ document: event.currentTarget.value.trim() || undefined })}
        />
      </div>
      <Loaded query={query}>
        {() =>
          rows.length === 0 ? (
            <Text c="var(--dc-muted)" className={`${classes.card} ${classes.padded}`}>
              {t("audit.none")}
            </Text>
          ) : (
            <AuditTable entries={rows} onDocument={(document) => show({ document })} />
          )
        }
      </Loaded>
      <MoreButton query={query} label={t("audit.more")} />
      {newest && (
        <div className={classes.muted}>
          {t("audit.head", { n: newest.head.n })} <span className={classes.mono}>{newest.head.hash}</span>
        </div>
      )}
    </>
  );
}
