import type { ListQuery, SortKey } from "@/api/client";
import { statusesOf, TABS, type Tab } from "./status";

/** What narrows the inbox down beside its tab and its search; days are YYYY-MM-DD. */
export interface Narrow {
  type?: string;
  source?: Source;
  /** The folder, or the token's name, word for word. */
  folder?: string;
  party?: string;
  /** The document's own date, both days included. */
  from?: string;
  to?: string;
  /** When it came in, both days included. */
  since?: string;
  until?: string;
  warned?: true;
  /** Failed with this error code. */
  code?: string;
  sort?: SortKey;
  order?: "asc";
}

/** What the inbox shows; it stands in the address. */
export interface Filter extends Narrow {
  tab: Tab;
  q: string;
}

/** What the address bar holds of it; the usual is left out. */
export interface FilterSearch extends Narrow {
  tab?: Tab;
  q?: string;
}

export const SOURCES = ["upload", "window", "import", "folder"] as const;
export type Source = (typeof SOURCES)[number];
export const SORTS = [
  "name",
  "type",
  "party",
  "date",
  "total",
  "pages",
  "status",
  "flags",
  "received",
] as const;

/** What narrows the list beside tab, search and order. */
export const NARROWING = [
  "type",
  "source",
  "folder",
  "party",
  "from",
  "to",
  "since",
  "until",
  "warned",
  "code",
] as const;

const one = <T extends string>(of: readonly T[], value: unknown): T | undefined =>
  of.find((v) => v === value);
const words = (value: unknown): string | undefined =>
  (typeof value === "string" || typeof value === "number") && value !== "" ? String(value) : undefined;
const day = (value: unknown): string | undefined =>
  typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined;

/** Reads a filter from an address; what makes no sense is left out. */
export function filterSearch(search: Record<string, unknown>): FilterSearch {
  const tab = one(TABS, search.tab);
  const sort = one(SORTS, search.sort);
  const all: FilterSearch = {
    tab: tab === "all" ? undefined : tab,
    q: words(search.q),
    type: words(search.type),
    source: one(SOURCES, search.source),
    folder: words(search.folder),
    party: words(search.party),
    from: day(search.from),
    to: day(search.to),
    since: day(search.since),
    until: day(search.until),
    warned: search.warned === true ? true : undefined,
    code: words(search.code),
    sort: sort === "received" && search.order !== "asc" ? undefined : sort,
    order: search.order === "asc" ? "asc" : undefined,
  };
  return Object.fromEntries(Object.entries(all).filter(([, v]) => v !== undefined)) as FilterSearch;
}

/** The filter that an address stands for. */
export const filterOf = (search: FilterSearch): Filter => ({
  ...search,
  tab: search.tab ?? "all",
  q: search.q ?? "",
});

/** The address of a filter. */
export const searchOf = (filter: Filter): FilterSearch =>
  filterSearch(filter as unknown as Record<string, unknown>);

/** Midnight of a local day, `days` later, as an instant. */
function midnight(value: string | undefined, days = 0): string | undefined {
  if (!value) return undefined;
  const [year = 0, month = 1, date = 1] = value.split("-").map(Number);
  return new Date(year, month - 1, date + days).toISOString();
}

/** The filter as the API takes it. */
export function queryOf(filter: Filter): ListQuery {
  return {
    status: statusesOf(filter.tab),
    q: filter.q || undefined,
    type: filter.type,
    source: filter.source && [filter.source],
    folder: filter.folder,
    party: filter.party,
    date_from: filter.from,
    date_to: filter.to,
    received_after: midnight(filter.since),
    received_before: midnight(filter.until, 1),
    warned: filter.warned,
    code: filter.code ? [filter.code] : undefined,
    sort: filter.sort,
    order: filter.order,
  };
}

/** How many things narrow the list beside tab and search. */
export const narrowings = (filter: Filter): number => NARROWING.filter((key) => filter[key]).length;

/** Whether only the server can say if and where a changed document is in the list. */
export const needsServer = (filter: Filter): boolean =>
  narrowings(filter) > 0 || filter.q !== "" || filter.sort !== undefined;

/** The order after a click on a column: what is most first, then least, then as they came in. */
export function sortedBy(filter: Filter, key: SortKey): Filter {
  const fresh = key === "name" || key === "type" || key === "party" || key === "status" ? "asc" : undefined;
  const same = (filter.sort ?? "received") === key;
  if (!same) return { ...filter, sort: key, order: fresh };
  if (filter.order === fresh) return { ...filter, sort: key, order: fresh ? undefined : "asc" };
  return { ...filter, sort: undefined, order: undefined };
}
