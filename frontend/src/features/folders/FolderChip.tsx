import type { Folder } from "@/api/types";
import classes from "@/features/settings/Settings.module.css";
import { type I18n, useI18n } from "@/i18n";
import { Chip } from "@/ui/Chip";
import { When } from "@/ui/When";
import { toneOfFolder } from "./standing";

/** How a folder stands and, below it, how it is watched or why it is not. */
export function FolderChip({ folder, brief }: { folder: Folder; brief?: boolean }) {
  const i18n = useI18n();
  const how = watchedHow(i18n, folder);
  return (
    <>
      <Chip tone={toneOfFolder(folder)}>{i18n.name("folderState", folder.state)}</Chip>
      {!brief && how && <div className={classes.muted}>{how}</div>}
      {!brief && folder.since && (
        <div className={classes.muted}>
          {i18n.t("folder.since")} <When at={folder.since} />
        </div>
      )}
    </>
  );
}

/** By what changes are noticed, as a person tells it; empty where none are. */
export function watchedHow({ t, name, format }: I18n, folder: Folder): string {
  if (folder.watching === "events") return t("folder.byEvents");
  if (folder.watching !== "polling") return "";
  const every = t("folder.everySeconds", { seconds: format.number(Math.round(folder.every)) });
  return folder.polling ? `${every}: ${name("folderPoll", folder.polling)}` : every;
}
