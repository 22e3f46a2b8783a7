import type { ExportFilter, ExportWish } from "@/api/exports";

/** What the address bar holds of an export; the usual is left out. */
export interface ExportSearch {
  profile?: string;
  which?: "changed" | "all";
  review?: boolean;
  /** Only what was chosen in the inbox. */
  chosen?: boolean;
  type?: string;
  q?: string;
  from?: string;
  to?: string;
}

const day = (value: unknown) =>
  typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined;
const words = (value: unknown) =>
  (typeof value === "string" || typeof value === "number") && value !== "" ? String(value) : undefined;

/** Reads the address bar; what makes no sense is left out. */
export function exportSearch(search: Record<string, unknown>): ExportSearch {
  const which = search.which === "changed" || search.which === "all" ? search.which : undefined;
  const found: ExportSearch = {
    profile: words(search.profile),
    which,
    review: search.review === true || undefined,
    chosen: search.chosen === true || undefined,
    type: words(search.type),
    q: words(search.q),
    from: day(search.from),
    to: day(search.to),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

/** What goes out by the address and what was chosen. */
export function wishOf(search: ExportSearch, chosen: readonly string[]): ExportWish {
  const filter: ExportFilter = {
    type: search.type,
    q: search.q,
    date_from: search.from,
    date_to: search.to,
  };
  return {
    filter,
    which: search.which ?? "new",
    review: search.review ?? false,
    ids: search.chosen && chosen.length > 0 ? [...chosen] : undefined,
  };
}
