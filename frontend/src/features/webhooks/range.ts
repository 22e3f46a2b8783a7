import type { ReplayRequest } from "@/api/types";

/** A range as it stands in its form: all of it text. */
export interface Range {
  by: "time" | "sequence";
  from: string;
  to: string;
  failed: boolean;
}

/** The request for a range, or null where it says nothing or makes no sense. */
export function rangeRequest({ by, from, to, failed }: Range): ReplayRequest | null {
  if (!from && !to) return null;
  const only = failed ? { failed } : {};
  if (by === "sequence") {
    const a = from ? Number(from) : 1;
    const b = to ? Number(to) : undefined;
    if (!Number.isInteger(a) || a < 1) return null;
    if (b !== undefined && (!Number.isInteger(b) || b < a)) return null;
    return { ...only, from: a, ...(b !== undefined && { to: b }) };
  }
  const since = from ? new Date(from) : null;
  const until = to ? new Date(to) : null;
  if ([since, until].some((d) => d && Number.isNaN(d.valueOf()))) return null;
  if (since && until && since > until) return null;
  return {
    ...only,
    ...(since && { since: since.toISOString() }),
    ...(until && { until: until.toISOString() }),
  };
}
