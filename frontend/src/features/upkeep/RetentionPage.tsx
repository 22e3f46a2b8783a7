import { Text } from "@mantine/core";
import { useState } from "react";
import { type RetentionContext, retentionActions } from "@/actions/upkeep";
import { useActionKeys } from "@/actions/useActionKeys";
import type { RetentionRule } from "@/api/types";
import { Empty, PageHead } from "@/features/settings/PageHead";
import { useI18n } from "@/i18n";
import { useNow } from "@/lib/clock";
import { ago } from "@/lib/duration";
import { useAct } from "@/queries/admin";
import { useRetention, useUpkeep } from "@/queries/upkeep";
import { ActionButton } from "@/ui/ActionButton";
import { ConfirmDelete } from "@/ui/ConfirmDelete";
import { Loaded } from "@/ui/Loaded";
import { PreviewDialog } from "./PreviewDialog";
import { RetentionTable } from "./RetentionTable";
import { RuleForm } from "./RuleForm";
import { draftOf, NEW_RULE, type RuleDraft, requestOf } from "./rule";

/** The rules by which documents go when their time is over. */
export function RetentionPage() {
  const { t } = useI18n();
  const query = useRetention();
  const act = useAct();
  const [editing, setEditing] = useState<{ id: string; draft: RuleDraft } | null>(null);
  const [deleting, setDeleting] = useState<RetentionRule | null>(null);
  const [showing, setShowing] = useState<RetentionRule | null>(null);
  const context: RetentionContext = { create: () => setEditing({ id: "", draft: NEW_RULE }) };
  useActionKeys(retentionActions, context);
  const some = (query.data?.length ?? 0) > 0;
  const keep = async (id: string, draft: RuleDraft) => {
    const request = requestOf(draft);
    if (!request) return;
    const kept = await act(
      (admin) => (id ? admin.updateRule(id, request) : admin.createRule(request)),
      (rule) => t("retention.saved", { name: rule.name }),
    );
    if (kept) setEditing(null);
  };
  return (
    <>
      <PageHead title={t("settings.retention")} hint={t("retention.hint")}>
        {some && (
          <ActionButton actions={retentionActions} id="retention.create" context={context} variant="filled" />
        )}
      </PageHead>
      <Loaded query={query}>
        {(rules) =>
          rules.length === 0 ? (
            <Empty title={t("retention.emptyTitle")} hint={t("retention.emptyHint")}>
              <ActionButton
                actions={retentionActions}
                id="retention.create"
                context={context}
                variant="filled"
              />
            </Empty>
          ) : (
            <>
              <RetentionTable
                rules={rules}
                onEdit={(rule) => setEditing({ id: rule.id, draft: draftOf(rule) })}
                onSwitch={(rule) => void keep(rule.id, { ...draftOf(rule), enabled: !rule.enabled })}
                onShow={setShowing}
                onDelete={setDeleting}
              />
              <Schedule />
            </>
          )
        }
      </Loaded>
      {editing && (
        <RuleForm
          key={editing.id}
          first={editing.draft}
          isNew={editing.id === ""}
          onClose={() => setEditing(null)}
          onKeep={(draft) => void keep(editing.id, draft)}
        />
      )}
      {showing && <PreviewDialog rule={showing} onClose={() => setShowing(null)} />}
      <ConfirmDelete
        opened={deleting !== null}
        title={t("retention.deleteTitle", { name: deleting?.name ?? "" })}
        hint={t("retention.deleteHint")}
        onClose={() => setDeleting(null)}
        onConfirm={() => deleting && void act((admin) => admin.deleteRule(deleting.id))}
      />
    </>
  );
}

/** When rules run next, and what the last run did. */
function Schedule() {
  const { t, language } = useI18n();
  const { data } = useUpkeep();
  const now = useNow();
  if (!data) return null;
  const { next, last } = data.retention;
  const sentences = [
    next && t("retention.next", { when: ago(next, language, now) }),
    last &&
      t("retention.last", {
        documents: last.documents,
        originals: last.originals,
        when: ago(last.at, language, now),
      }),
  ].filter(Boolean);
  return (
    <Text size="sm" c="var(--dc-muted)">
      {sentences.join(" ")}
    </Text>
  );
}
