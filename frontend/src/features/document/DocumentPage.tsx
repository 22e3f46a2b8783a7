import { Anchor, Button, Loader } from "@mantine/core";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { ApiError, failureOf } from "@/api/errors";
import { Notice } from "@/app/Faults";
import { useI18n } from "@/i18n";
import { filterOf } from "@/lib/filter";
import { useDocument } from "@/queries/hooks";
import { DocumentView } from "./DocumentView";
import { useNeighbours } from "./useNeighbours";

/** One document at its own address; the inbox's filter comes along for next and previous. */
export function DocumentPage() {
  const { t, failure } = useI18n();
  const { id } = useParams({ from: "/documents/$id" });
  const search = useSearch({ from: "/documents/$id" });
  const navigate = useNavigate();
  const query = useDocument(id);
  const neighbours = useNeighbours(id, filterOf(search));
  if (query.data && !query.isError) {
    return (
      <DocumentView
        key={id}
        document={query.data}
        neighbours={neighbours}
        onOpen={(other) => void navigate({ to: "/documents/$id", params: { id: other }, search })}
        onBack={() => void navigate({ to: "/", search })}
      />
    );
  }
  if (query.isPending)
    return (
      <Notice title={t("app.loading")}>
        <Loader size={20} aria-hidden />
      </Notice>
    );
  if (query.error instanceof ApiError && query.error.status === 404) {
    return (
      <Notice title={t("document.gone")}>
        <Anchor component={Link} to="/">
          {t("app.toInbox")}
        </Anchor>
      </Notice>
    );
  }
  const said = failure(failureOf(query.error));
  return (
    <Notice title={said.message} hint={said.hint}>
      <Button onClick={() => void query.refetch()}>{t("common.retry")}</Button>
    </Notice>
  );
}
