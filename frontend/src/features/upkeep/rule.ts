import type { RetentionRequest, RetentionRule, Status } from "@/api/types";

/** The statuses a rule may name: nothing in work, nothing that waits for a person. */
export const STATUSES = [
  "approved",
  "rejected",
  "completed",
  "completed_with_warnings",
  "failed_terminal",
] as const satisfies readonly Status[];

/** A rule as a person has it in hand. */
export type RuleDraft = Required<Omit<RetentionRequest, "days">> & { days: number | null };

export const NEW_RULE: RuleDraft = {
  name: "",
  enabled: false,
  types: [],
  statuses: ["approved"],
  since: "decided",
  days: 365,
  exported: false,
  removes: "document",
};

export function draftOf(rule: RetentionRule): RuleDraft {
  const { name, enabled, types, statuses, since, days, exported, removes } = rule;
  return { name, enabled, types, statuses, since, days, exported, removes };
}

/** Nobody decides about documents that are ready or failed. */
export function sinceIsWrong({ since, statuses }: Pick<RuleDraft, "since" | "statuses">): boolean {
  return since === "decided" && statuses.some((s) => s !== "approved" && s !== "rejected");
}

/** The request for a draft, or null while something is missing or wrong. */
export function requestOf(draft: RuleDraft): RetentionRequest | null {
  const name = draft.name.trim();
  const { days } = draft;
  if (!name || !days || days < 1 || days > 36_500) return null;
  if (draft.statuses.length === 0 || sinceIsWrong(draft)) return null;
  return { ...draft, name, days };
}
