import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo, useRef, useState } from "react";
import { type InboxContext, inboxActions } from "@/actions/inbox";
import { useActionKeys } from "@/actions/useActionKeys";
import { useI18n } from "@/i18n";
import { chooseForExport } from "@/lib/chosen";
import { isRead, statusesOf, type Tab, tabCounts } from "@/lib/status";
import { useDocuments, useProgramStatus } from "@/queries/hooks";
import type { Filter } from "@/queries/keys";
import { documentsOf } from "@/queries/lists";
import { useVerbs } from "@/queries/useVerbs";
import { ConfirmDelete } from "@/ui/ConfirmDelete";
import { BatchStrip } from "./BatchStrip";
import type { CsvColumns } from "./CsvMenu";
import { DocumentTable } from "./DocumentTable";
import { EmptyInbox, NothingFound } from "./EmptyState";
import { InboxButtons, SelectionBar } from "./InboxButtons";
import classes from "./InboxPage.module.css";
import { Toolbar } from "./Toolbar";
import { UploadStrip } from "./UploadStrip";
import { useSelection } from "./useSelection";
import { useTakeFiles } from "./useTakeFiles";

/** The inbox: everything that came in, its way shown live, and the table it becomes. */
export function InboxPage() {
  const { t } = useI18n();
  const navigate = useNavigate();
  const address = useSearch({ from: "/" });
  const filter: Filter = { tab: address.tab ?? "all", q: address.q ?? "" };
  const list = useDocuments(filter);
  const documents = useMemo(() => documentsOf(list.data), [list.data]);
  const ids = useMemo(() => documents.map((d) => d.id), [documents]);
  const total = list.data?.pages[0]?.total ?? 0;
  const counts = useProgramStatus().data?.counts;
  const rows = useSelection(ids);
  const verbs = useVerbs();
  const { choose } = useTakeFiles();
  const search = useRef<HTMLInputElement>(null);
  const [asking, setAsking] = useState<readonly string[]>([]);
  const [columns, setColumns] = useState<CsvColumns>({ confidence: false, flags: false });

  const { chosen } = rows.selection;
  const selected = useMemo(() => [...chosen], [chosen]);
  const under = rows.cursor >= 0 ? ids.slice(rows.cursor, rows.cursor + 1) : [];
  const show = (next: Partial<Filter>) => {
    const { tab, q } = { ...filter, ...next };
    void navigate({
      to: "/",
      search: { tab: tab === "all" ? undefined : tab, q: q || undefined },
      replace: true,
    });
  };
  const open = (id: string) => {
    rows.place(id);
    void navigate({ to: "/documents/$id", params: { id }, search: address });
  };
  const context: InboxContext = {
    count: ids.length,
    cursor: rows.cursor,
    targets: selected.length > 0 ? selected : under,
    selected: selected.length,
    move: rows.move,
    open: () => under[0] && open(under[0]),
    toggle: () => under[0] && rows.flip(under[0], false),
    selectAll: rows.flipAll,
    clear: rows.clear,
    remove: () => setAsking(context.targets),
    reread: async () => void (await verbs.reread(context.targets)),
    focusSearch: () => {
      search.current?.focus();
      search.current?.select();
    },
    choose: () => void choose(),
    reviewable: documents.some((d) => d.id === under[0] && isRead(d.status)),
    review: () => under[0] && void navigate({ to: "/review/$id", params: { id: under[0] } }),
    exportThese: () => {
      if (selected.length > 0) chooseForExport(selected);
      void navigate({
        to: "/export",
        search: selected.length > 0 ? { chosen: true } : { q: filter.q || undefined },
      });
    },
    csv: () =>
      verbs.csv(
        selected.length > 0
          ? { ids: selected, ...columns }
          : { status: statusesOf(filter.tab), q: filter.q || undefined, ...columns },
      ),
  };
  useActionKeys(inboxActions, context);

  const more = useCallback(() => {
    if (!list.isFetchingNextPage) void list.fetchNextPage();
  }, [list.isFetchingNextPage, list.fetchNextPage]);
  const nothing = list.isSuccess && documents.length === 0;
  const first = nothing && filter.tab === "all" && !filter.q;
  const csv = {
    columns,
    onColumns: setColumns,
    count: selected.length || total,
    selection: selected.length > 0,
  };
  return (
    <div className={classes.page}>
      <h1 className="visually-hidden">{t("inbox.title")}</h1>
      <Toolbar
        tab={filter.tab}
        q={filter.q}
        counts={counts && tabCounts(counts)}
        search={search}
        onTab={(tab: Tab) => show({ tab })}
        onSearch={(q) => show({ q })}
        onLeave={() => {
          search.current?.blur();
          if (rows.cursor < 0) rows.move(0, false);
        }}
      >
        <InboxButtons context={context} csv={csv} />
      </Toolbar>
      <UploadStrip onShow={(id) => (ids.includes(id) ? rows.place(id) : open(id))} />
      <BatchStrip />
      <div className={classes.list}>
        {first && <EmptyInbox onChoose={context.choose} />}
        {nothing && !first && <NothingFound query={filter.q} />}
        {documents.length > 0 && (
          <DocumentTable
            documents={documents}
            total={total}
            filter={address}
            selection={rows.selection}
            more={list.hasNextPage}
            onMore={more}
            onToggle={rows.flip}
            onToggleAll={rows.flipAll}
            onOpen={open}
          />
        )}
      </div>
      {selected.length > 0 ? (
        <SelectionBar context={context} />
      ) : (
        <footer className={classes.foot}>{documents.length > 0 && t("inbox.shown", { count: total })}</footer>
      )}
      <ConfirmDelete
        opened={asking.length > 0}
        title={t("inbox.deleteTitle", { count: asking.length })}
        hint={t("inbox.deleteHint")}
        onClose={() => setAsking([])}
        onConfirm={() => void verbs.remove(asking)}
      />
    </div>
  );
}
