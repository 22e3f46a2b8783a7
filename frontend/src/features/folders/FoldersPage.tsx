import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { type FolderContext, folderActions } from "@/actions/folders";
import { useActionKeys } from "@/actions/useActionKeys";
import { Empty, PageHead } from "@/features/settings/PageHead";
import { useI18n } from "@/i18n";
import { useFolders } from "@/queries/folders";
import { ActionButton } from "@/ui/ActionButton";
import { Loaded } from "@/ui/Loaded";
import { FolderForm } from "./FolderForm";
import { FolderTable } from "./FolderTable";

const nothing = () => {};

/** The folders that are watched. */
export function FoldersPage() {
  const { t } = useI18n();
  const navigate = useNavigate();
  const query = useFolders();
  const [creating, setCreating] = useState(false);
  const context: FolderContext = {
    folder: null,
    create: () => setCreating(true),
    back: nothing,
    edit: nothing,
    pause: nothing,
    resume: nothing,
    scan: nothing,
    remove: nothing,
  };
  useActionKeys(folderActions, context);
  const create = (
    <ActionButton actions={folderActions} id="folder.create" context={context} variant="filled" />
  );
  return (
    <>
      <PageHead title={t("settings.folders")} hint={t("folder.hint")}>
        {(query.data?.length ?? 0) > 0 && create}
      </PageHead>
      <Loaded query={query}>
        {(folders) =>
          folders.length === 0 ? (
            <Empty title={t("folder.emptyTitle")} hint={t("folder.emptyHint")}>
              {create}
            </Empty>
          ) : (
            <FolderTable folders={folders} />
          )
        }
      </Loaded>
      <FolderForm
        opened={creating}
        folder={null}
        onClose={() => setCreating(false)}
        onMade={(id) => void navigate({ to: "/settings/folders/$id", params: { id } })}
      />
    </>
  );
}
