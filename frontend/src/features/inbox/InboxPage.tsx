import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo, useRef, useState } from "react";
import { inboxActions } from "@/actions/inbox";
import { useActionKeys } from "@/actions/useActionKeys";
import { useI18n } from "@/i18n";
import { type Filter, filterOf, narrowings, searchOf, sortedBy } from "@/lib/filter";
import { type Tab, tabCounts } from "@/lib/status";
import { useSamples } from "@/queries/desk";
import { useDocuments, useProgramStatus } from "@/queries/hooks";
import { documentsOf, excerptsOf } from "@/queries/lists";
import { FailureNote } from "@/ui/Loaded";
import { BatchStrip } from "./BatchStrip";
import { BulkBar } from "./BulkBar";
import type { CsvColumns } from "./CsvMenu";
import { DocumentTable } from "./DocumentTable";
import { EmptyInbox, NothingFound } from "./EmptyState";
import { FilterChips } from "./FilterChips";
import { FilterMenu } from "./FilterMenu";
import { InboxButtons } from "./InboxButtons";
import { type Asked, InboxDialogs } from "./InboxDialogs";
import classes from "./InboxPage.module.css";
import { SampleStrip } from "./SampleStrip";
import { SelectionBar } from "./SelectionBar";
import { SensitiveStrip } from "./SensitiveStrip";
import { Toolbar } from "./Toolbar";
import { UploadStrip } from "./UploadStrip";
import { useInboxContext } from "./useInboxContext";
import { useSelection } from "./useSelection";

/** The inbox: everything that came in, its way shown live, and the table it becomes. */
export function InboxPage() {
  const { t } = useI18n();
  const navigate = useNavigate();
  const address = useSearch({ from: "/" });
  const filter = useMemo(() => filterOf(address), [address]);
  const list = useDocuments(filter);
  const documents = useMemo(() => documentsOf(list.data), [list.data]);
  const excerpts = useMemo(() => excerptsOf(list.data), [list.data]);
  const ids = useMemo(() => documents.map((d) => d.id), [documents]);
  const total = list.data?.pages[0]?.total ?? 0;
  const { counts, samples: drawn = 0 } = useProgramStatus().data ?? {};
  const samples = useSamples();
  const rows = useSelection(ids);
  const search = useRef<HTMLInputElement>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [filtering, setFiltering] = useState(false);
  const [columns, setColumns] = useState<CsvColumns>({ confidence: false, flags: false });

  const show = (next: Partial<Filter>) =>
    void navigate({ to: "/", search: searchOf({ ...filter, ...next }), replace: true });
  const { context, open } = useInboxContext({
    documents,
    total,
    filter,
    rows,
    columns,
    search,
    ask: setAsked,
    showFilter: () => setFiltering(true),
    samples: drawn,
    waiting: counts?.needs_review ?? 0,
    addSamples: () => samples.add.mutate(),
    removeSamples: () => samples.remove.mutate(),
  });
  useActionKeys(inboxActions, context);

  const more = useCallback(() => {
    if (!list.isFetchingNextPage) void list.fetchNextPage();
  }, [list.isFetchingNextPage, list.fetchNextPage]);
  const nothing = list.isSuccess && documents.length === 0;
  const first = nothing && filter.tab === "all" && !filter.q && narrowings(filter) === 0;
  const csv = {
    columns,
    onColumns: setColumns,
    count: context.selected || total,
    selection: context.selected > 0,
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
        {(less) => (
          <>
            <FilterMenu
              filter={filter}
              opened={filtering}
              onOpened={setFiltering}
              onFilter={show}
              brief={less > 1}
            />
            <InboxButtons context={context} csv={csv} less={less} />
          </>
        )}
      </Toolbar>
      <FilterChips filter={filter} onFilter={show} />
      <UploadStrip onShow={(id) => (ids.includes(id) ? rows.place(id) : open(id))} />
      <BatchStrip />
      <SampleStrip count={drawn} removing={samples.remove.isPending} onRemove={context.removeSamples} />
      <SensitiveStrip />
      {list.isError && <FailureNote error={list.error} onRetry={() => void list.refetch()} />}
      <div className={classes.list}>
        {first && (
          <EmptyInbox
            onChoose={context.choose}
            onSamples={context.addSamples}
            drawing={samples.add.isPending}
          />
        )}
        {nothing && !first && <NothingFound query={filter.q} />}
        {documents.length > 0 && (
          <DocumentTable
            documents={documents}
            excerpts={excerpts}
            total={total}
            filter={address}
            selection={rows.selection}
            more={list.hasNextPage}
            onMore={more}
            onToggle={rows.flip}
            onToggleAll={rows.flipAll}
            onOpen={open}
            onSort={(key) => show(sortedBy(filter, key))}
          />
        )}
      </div>
      <BulkBar />
      {context.selected > 0 ? (
        <SelectionBar context={context} loaded={ids.length} />
      ) : (
        documents.length > 0 && <footer className={classes.foot}>{t("inbox.shown", { count: total })}</footer>
      )}
      <InboxDialogs asked={asked} documents={documents} onClose={() => setAsked(null)} onDone={rows.clear} />
    </div>
  );
}
