import { Anchor } from "@mantine/core";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { ApiError } from "@/api/errors";
import { Notice } from "@/app/Faults";
import { useI18n } from "@/i18n";
import { useFolder } from "@/queries/folders";
import { Loaded } from "@/ui/Loaded";
import { FolderView } from "./FolderView";

/** One watched folder at its own address. */
export function FolderPage() {
  const { t } = useI18n();
  const { id } = useParams({ from: "/settings/folders/$id" });
  const navigate = useNavigate();
  const query = useFolder(id);
  if (query.error instanceof ApiError && query.error.status === 404)
    return (
      <Notice title={t("folder.gone")}>
        <Anchor component={Link} to="/settings/folders">
          {t("action.folder.back")}
        </Anchor>
      </Notice>
    );
  return (
    <Loaded query={query}>
      {(folder) => (
        <FolderView key={id} folder={folder} onBack={() => void navigate({ to: "/settings/folders" })} />
      )}
    </Loaded>
  );
}
