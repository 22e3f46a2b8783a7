import type { Folder } from "@/api/types";
import { Facts } from "@/features/settings/Facts";
import classes from "@/features/settings/Settings.module.css";
import { useI18n } from "@/i18n";
import { When } from "@/ui/When";
import { watchedHow } from "./FolderChip";

/** How the folder is watched and what becomes of its files. */
export function FolderFacts({ folder }: { folder: Folder }) {
  const i18n = useI18n();
  const { t, name, format } = i18n;
  const { counts } = folder;
  const list = (values: readonly string[], otherwise: string) => values.join(", ") || otherwise;
  return (
    <section className={classes.card} aria-label={t("folder.facts")}>
      <Facts
        facts={[
          {
            name: t("folder.factScanned"),
            value: <When at={folder.scanned_at} />,
            note: watchedHow(i18n, folder),
          },
          {
            name: t("folder.col.taken"),
            value: format.number(counts.taken),
            note: counts.duplicates > 0 && t("folder.duplicates", { count: counts.duplicates }),
          },
          {
            name: t("folder.factAfter"),
            value: t(`folder.after.${folder.after}`),
            note: folder.after === "move" && folder.move_to,
          },
          { name: t("folder.factInclude"), value: list(folder.include, t("folder.everything")) },
          { name: t("folder.factExclude"), value: list(folder.exclude, t("folder.nothing")) },
          {
            name: t("folder.type"),
            value: folder.type === "auto" ? t("folder.type.auto") : name("type", folder.type),
          },
          { name: t("folder.languages"), value: list(folder.languages, t("folder.configured")) },
          { name: t("folder.separators"), value: list(folder.separators, t("folder.configured")) },
          {
            name: t("folder.factSettle"),
            value: t("folder.seconds", { seconds: format.number(folder.settle) }),
          },
        ]}
      />
    </section>
  );
}
