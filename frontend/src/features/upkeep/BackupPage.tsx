import { Text, Title } from "@mantine/core";
import { type BackupContext, backupActions } from "@/actions/upkeep";
import { useActionKeys } from "@/actions/useActionKeys";
import type { Upkeep } from "@/api/types";
import { type Fact, Facts } from "@/features/settings/Facts";
import { PageHead } from "@/features/settings/PageHead";
import classes from "@/features/settings/Settings.module.css";
import { type I18n, useI18n } from "@/i18n";
import { useAct } from "@/queries/admin";
import { useUpkeep } from "@/queries/upkeep";
import { useVerbs } from "@/queries/useVerbs";
import { ActionButton } from "@/ui/ActionButton";
import { CodeBlock } from "@/ui/CodeBlock";
import { Loaded } from "@/ui/Loaded";
import { Note } from "@/ui/Note";
import { When } from "@/ui/When";
import { Busy } from "./Busy";
import { VerifyPart } from "./VerifyPart";

/** How safe everything is: backups, and whether all of it is as it was kept. */
export function BackupPage() {
  const { t } = useI18n();
  const query = useUpkeep();
  const act = useAct();
  const verbs = useVerbs();
  const context: BackupContext = {
    folder: Boolean(query.data?.backup.folder),
    busy: { backup: query.data?.backup.running ?? true, verify: query.data?.verify.running ?? true },
    backUp: () =>
      void act(
        (admin) => admin.startBackup(),
        () => t("backup.started"),
      ),
    download: () => void verbs.file("/backups/file", "deskclerk.tar.zst"),
    verify: () =>
      void act(
        (admin) => admin.startVerify(),
        () => t("verify.started"),
      ),
  };
  useActionKeys(backupActions, context);
  return (
    <>
      <PageHead title={t("settings.backup")} hint={t("backup.hint")}>
        <ActionButton actions={backupActions} id="backup.verify" context={context} />
        <ActionButton actions={backupActions} id="backup.download" context={context} />
        <ActionButton actions={backupActions} id="backup.now" context={context} variant="filled" />
      </PageHead>
      <Loaded query={query}>
        {(state) => (
          <>
            <BackupPart state={state} />
            <VerifyPart state={state} />
            <Restore />
          </>
        )}
      </Loaded>
    </>
  );
}

function BackupPart({ state: { backup } }: { state: Upkeep }) {
  const i18n = useI18n();
  const { t, failure } = i18n;
  return (
    <>
      {backup.failed && (
        <Note tone="failed" title={t("backup.failed")}>
          {failure({ code: backup.failed.code, class: "internal", message: "", hint: "" }).message}{" "}
          {t("backup.failedHint")}
        </Note>
      )}
      {(backup.last?.missing ?? 0) > 0 && (
        <Note tone="look">{t("backup.missing", { count: backup.last?.missing ?? 0 })}</Note>
      )}
      <section className={classes.card} aria-label={t("backup.title")}>
        <Title order={2} fz={14} px="md" pt="md">
          {t("backup.title")}
        </Title>
        <Facts facts={factsOf(backup, i18n)} />
      </section>
    </>
  );
}

function factsOf(backup: Upkeep["backup"], { t, format }: I18n): Fact[] {
  const { last } = backup;
  const hours = Math.round(backup.every / 3600);
  return [
    {
      name: t("backup.last"),
      value: backup.running ? (
        <Busy words={t("backup.running")} />
      ) : (
        <When at={last?.at} none={t("backup.none")} />
      ),
      note:
        last &&
        t("backup.lastNote", {
          documents: last.documents,
          size: format.bytes(last.bytes),
          kind: t(`backup.kind.${last.kind}`),
        }),
    },
    {
      name: t("backup.folder"),
      value: backup.folder || t("backup.noFolder"),
      note: backup.folder ? t("backup.folderNote", { keep: backup.keep }) : t("backup.noFolderNote"),
    },
    {
      name: t("backup.every"),
      value: backup.folder && hours > 0 ? t("backup.everyHours", { count: hours }) : t("backup.byHand"),
    },
  ];
}

function Restore() {
  const { t } = useI18n();
  return (
    <section className={`${classes.card} ${classes.padded}`} aria-label={t("backup.restoreTitle")}>
      <Title order={2} fz={14}>
        {t("backup.restoreTitle")}
      </Title>
      <Text size="sm" c="var(--dc-muted)" my="xs">
        {t("backup.restoreHint")}
      </Text>
      <CodeBlock label={t("backup.restoreLabel")}>
        {"deskclerk restore deskclerk.tar.zst --data ~/deskclerk-restored"}
      </CodeBlock>
      <CodeBlock label={t("backup.encryptHint")}>
        {"deskclerk backup deskclerk.tar.zst.age --passphrase-file secret.txt"}
      </CodeBlock>
    </section>
  );
}
