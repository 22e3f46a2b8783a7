import { useNavigate, useSearch } from "@tanstack/react-router";
import { type RefObject, useMemo } from "react";
import type { InboxContext } from "@/actions/inbox";
import type { Document } from "@/api/types";
import { useApi } from "@/app/context";
import { chooseForExport } from "@/lib/chosen";
import { type Filter, queryOf } from "@/lib/filter";
import { isRead, isWorking } from "@/lib/status";
import { useBulk } from "@/queries/useBulk";
import { useVerbs } from "@/queries/useVerbs";
import type { CsvColumns } from "./CsvMenu";
import type { Asked } from "./InboxDialogs";
import type { useSelection } from "./useSelection";
import { useTakeFiles } from "./useTakeFiles";

interface Parts extends Pick<InboxContext, "samples" | "addSamples" | "removeSamples" | "waiting"> {
  documents: readonly Document[];
  total: number;
  filter: Filter;
  rows: ReturnType<typeof useSelection>;
  columns: CsvColumns;
  search: RefObject<HTMLInputElement | null>;
  ask(asked: Asked): void;
  showFilter(): void;
}

/** What the inbox lets its actions do, and how it opens a document. */
export function useInboxContext(parts: Parts): { context: InboxContext; open(id: string): void } {
  const { documents, filter, rows, columns, search } = parts;
  const navigate = useNavigate();
  const address = useSearch({ from: "/" });
  const api = useApi();
  const verbs = useVerbs();
  const bulk = useBulk();
  const { choose } = useTakeFiles();
  const { chosen } = rows.selection;
  const selected = useMemo(() => [...chosen], [chosen]);
  const under = rows.cursor >= 0 ? documents[rows.cursor] : undefined;
  const targets = selected.length > 0 ? selected : under ? [under.id] : [];
  const loaded = useMemo(() => new Map(documents.map((d) => [d.id, d.status])), [documents]);
  const open = (id: string) => {
    rows.place(id);
    void navigate({ to: "/documents/$id", params: { id }, search: address });
  };
  const { sort: _, order: __, ...wanted } = queryOf(filter);
  const context: InboxContext = {
    count: documents.length,
    total: parts.total,
    cursor: rows.cursor,
    targets,
    selected: selected.length,
    move: rows.move,
    open: () => under && open(under.id),
    toggle: () => under && rows.flip(under.id, false),
    selectAll: rows.flipAll,
    selectMatching: async () => rows.chooseAll(await api.library.ids(queryOf(filter))),
    clear: rows.clear,
    remove: () => parts.ask({ verb: "remove", ids: targets }),
    retype: () => parts.ask({ verb: "retype", ids: targets }),
    reread: () => bulk.run("reread", targets),
    approve: () => void bulk.run("approve", targets),
    stoppable: targets.some((id) => {
      const status = loaded.get(id);
      // Of one that is not on the page only the list that it was chosen from is known.
      return status ? isWorking(status) : filter.tab === "all" || filter.tab === "working";
    }),
    cancel: () => void bulk.run("cancel", targets),
    showFilter: parts.showFilter,
    focusSearch: () => {
      search.current?.focus();
      search.current?.select();
    },
    choose: () => void choose(),
    samples: parts.samples,
    addSamples: parts.addSamples,
    removeSamples: parts.removeSamples,
    reviewable: under !== undefined && isRead(under.status),
    review: () => under && void navigate({ to: "/review/$id", params: { id: under.id } }),
    waiting: parts.waiting,
    together: () => void navigate({ to: "/review/together", search: {} }),
    exportThese: () => {
      if (selected.length > 0) chooseForExport(selected);
      void navigate({
        to: "/export",
        search: selected.length > 0 ? { chosen: true } : { q: filter.q || undefined },
      });
    },
    csv: () => verbs.csv(selected.length > 0 ? { ids: selected, ...columns } : { ...wanted, ...columns }),
  };
  return { context, open };
}
