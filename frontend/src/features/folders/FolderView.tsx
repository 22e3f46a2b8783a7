import { Anchor } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { type FolderContext, folderActions } from "@/actions/folders";
import { useActionKeys } from "@/actions/useActionKeys";
import type { Folder } from "@/api/types";
import { PageHead } from "@/features/settings/PageHead";
import classes from "@/features/settings/Settings.module.css";
import { useI18n } from "@/i18n";
import { useFolderAct } from "@/queries/folders";
import { ActionButton } from "@/ui/ActionButton";
import { ConfirmDelete } from "@/ui/ConfirmDelete";
import { Note } from "@/ui/Note";
import { When } from "@/ui/When";
import { FileLog } from "./FileLog";
import { FolderChip } from "./FolderChip";
import { FolderFacts } from "./FolderFacts";
import { FolderForm } from "./FolderForm";

/** A watched folder: how it stands, how it is watched, and what became of each file. */
export function FolderView({ folder, onBack }: { folder: Folder; onBack(): void }) {
  const { t } = useI18n();
  const act = useFolderAct();
  const [open, setOpen] = useState<"edit" | "remove" | null>(null);
  const { id, name } = folder;
  const context: FolderContext = {
    folder,
    create: () => {},
    back: onBack,
    edit: () => setOpen("edit"),
    pause: () => void act((api) => api.pause(id), t("folder.pausedSaid")),
    resume: () => void act((api) => api.resume(id), t("folder.resumedSaid")),
    scan: () => void act((api) => api.scan(id), t("folder.scanSaid")),
    remove: () => setOpen("remove"),
  };
  useActionKeys(folderActions, context);
  const remove = async () => {
    const gone = await act(
      async (api) => {
        await api.remove(id);
        return true;
      },
      t("folder.removedSaid", { name }),
    );
    if (gone) onBack();
  };
  const button = { actions: folderActions, context };
  return (
    <>
      <Anchor component={Link} to="/settings/folders" size="sm" className={classes.bar} style={{ gap: 4 }}>
        <IconArrowLeft size={15} aria-hidden />
        {t("action.folder.back")}
      </Anchor>
      <PageHead
        title={name}
        hint={
          <>
            <div className={classes.mono}>{folder.path}</div>
            <FolderChip folder={folder} brief />
          </>
        }
      >
        <ActionButton {...button} id="folder.scan" />
        <ActionButton {...button} id="folder.resume" variant="filled" />
        <ActionButton {...button} id="folder.pause" />
        <ActionButton {...button} id="folder.edit" />
        <ActionButton {...button} id="folder.remove" />
      </PageHead>
      <StandingNote folder={folder} />
      <FolderFacts folder={folder} />
      <FileLog folder={folder} />
      <FolderForm opened={open === "edit"} folder={folder} onClose={() => setOpen(null)} />
      <ConfirmDelete
        opened={open === "remove"}
        title={t("folder.removeTitle", { name })}
        hint={t("folder.removeHint")}
        verb={t("folder.remove")}
        onConfirm={() => void remove()}
        onClose={() => setOpen(null)}
      />
    </>
  );
}

/** Why nothing comes from the folder at the moment. */
function StandingNote({ folder }: { folder: Folder }) {
  const { t, name, said } = useI18n();
  if (folder.state !== "away" && folder.state !== "stuck") return null;
  return (
    <Note tone={folder.state === "away" ? "look" : "failed"} alert title={name("folderState", folder.state)}>
      {t(folder.state === "away" ? "folder.awayNote" : "folder.stuckNote")} ({t("folder.since")}{" "}
      <When at={folder.since} />){" "}
      <span className={classes.muted}>{said({ message: folder.detail, sentence: folder.sentence })}</span>
    </Note>
  );
}
