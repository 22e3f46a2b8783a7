import { Button, Text } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { ExportPreview, ExportProfile } from "@/api/exports";
import { Notice } from "@/app/Faults";
import { useI18n } from "@/i18n";
import { Note } from "@/ui/Note";
import classes from "./Export.module.css";
import { Issues } from "./Issues";
import { LeftOut } from "./LeftOut";
import { PreviewTable } from "./PreviewTable";
import type { ExportSearch } from "./search";
import { issueWords } from "./words";

interface Props {
  preview: ExportPreview | undefined;
  profile: ExportProfile | undefined;
  /** What is shown is of the choice before. */
  stale: boolean;
  search?: ExportSearch;
  onInclude?(more: Partial<ExportSearch>): void;
  /** The verbs. */
  children?: ReactNode;
}

/** What the file will have: how many, the first rows, and what is amiss. */
export function Preview({ preview, profile, stale, search, onInclude, children }: Props) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const navigate = useNavigate();
  if (!preview) return <Notice title={t("app.loading")} />;
  const { counts } = preview;
  const nothing = counts.documents === 0;
  return (
    <div className={classes.stack} aria-busy={stale} data-stale={stale || undefined}>
      <div className={classes.head}>
        <div className={classes.headWords}>
          <Text fw={600} fz="lg" aria-live="polite">
            {nothing ? t("export.nothing") : t("export.count", { count: counts.documents })}
            {!nothing && preview.columns.length > 0 && (
              <Text span c="var(--dc-muted)" fw={400}>
                {" "}
                · {t("export.rows", { count: counts.rows })}
              </Text>
            )}
          </Text>
          <Text size="sm" c="var(--dc-muted)">
            {preview.file_name}
          </Text>
        </div>
        <div className={classes.bar}>{children}</div>
      </div>
      {preview.profile_issues.map((issue) => (
        <Note
          key={issue.code + issue.column}
          tone="failed"
          title={t("export.profileAmiss")}
          actions={
            profile?.built_in && (
              <Button
                size="xs"
                variant="default"
                onClick={() =>
                  void navigate({
                    to: "/export/profiles/$id",
                    params: { id: "new" },
                    search: { from: profile.id },
                  })
                }
              >
                {t("action.export.copy")}
              </Button>
            )
          }
        >
          {issueWords(i18n, issue)}
        </Note>
      ))}
      {preview.masked && <Note title={t("export.masked")}>{t("export.maskedHint")}</Note>}
      {nothing && preview.profile_issues.length === 0 && onInclude && <Nothing counts={counts} />}
      {onInclude && <LeftOut counts={counts} search={search ?? {}} onInclude={onInclude} />}
      <PreviewTable preview={preview} />
      {preview.text && <pre className={classes.text}>{preview.text}</pre>}
      {preview.rows.length > 0 && counts.rows > preview.rows.length && (
        <p className={classes.foot}>
          {t("export.firstRows", { count: preview.rows.length, all: format.number(counts.rows) })}
        </p>
      )}
      {counts.documents + counts.held > preview.checked && (
        <p className={classes.foot}>{t("export.checked", { count: preview.checked })}</p>
      )}
      <Issues issues={preview.issues} />
    </div>
  );
}

/** Why nothing goes out; what would stands below it. */
function Nothing({ counts }: { counts: ExportPreview["counts"] }) {
  const { t } = useI18n();
  const before = counts.exported + counts.changed;
  const soon = counts.waiting + counts.held + counts.reading + counts.failed;
  if (before > 0) return <Note title={t("export.nothingTitle")}>{t("export.nothingHint")}</Note>;
  if (soon > 0) return <Note title={t("export.notReadyTitle")}>{t("export.nothingHint")}</Note>;
  if (counts.other_type > 0) return <Note title={t("export.othersTitle")}>{t("export.othersHint")}</Note>;
  return (
    <Note title={t("export.noneTitle")}>
      {t("export.noneHint")} <Link to="/">{t("app.toInbox")}</Link>
    </Note>
  );
}
