import type { Status } from "@/api/types";

/** The tabs of the inbox; each but `all` stands for some of the contract's statuses. */
export const TABS = ["all", "working", "look", "ready", "failed"] as const;
export type Tab = (typeof TABS)[number];

const STATUSES: Readonly<Record<Exclude<Tab, "all">, readonly Status[]>> = {
  working: ["received", "validated", "queued", "processing", "failed_retryable"],
  look: ["needs_review"],
  ready: ["completed", "completed_with_warnings", "approved"],
  failed: ["failed_terminal"],
};

const OTHERS: readonly Status[] = ["rejected"];
const ALL: readonly string[] = [...Object.values(STATUSES).flat(), ...OTHERS];

/** Whether a word is one of the contract's statuses. */
export const isStatus = (word: unknown): word is Status => typeof word === "string" && ALL.includes(word);

/** The statuses a tab asks for; undefined for all. */
export function statusesOf(tab: Tab): Status[] | undefined {
  return tab === "all" ? undefined : [...STATUSES[tab]];
}

/** Whether the machine still has something to do with the document. */
export const isWorking = (status: Status): boolean => STATUSES.working.includes(status);

/** Whether the document has a result. */
export const isRead = (status: Status): boolean =>
  [...STATUSES.look, ...STATUSES.ready, "rejected"].includes(status);

/** How many documents each tab holds, from the counts by status. */
export function tabCounts(counts: Readonly<Record<string, number>>): Record<Tab, number> {
  const sum = (statuses: readonly string[]) => statuses.reduce((n, s) => n + (counts[s] ?? 0), 0);
  return {
    all: sum(Object.keys(counts)),
    working: sum(STATUSES.working),
    look: sum(STATUSES.look),
    ready: sum(STATUSES.ready),
    failed: sum(STATUSES.failed),
  };
}

/** The colour family of a status: what it asks of a person. */
export type Tone = "working" | "look" | "ready" | "failed" | "idle";

export function toneOf(status: Status): Tone {
  if (status === "queued" || status === "received" || status === "validated") return "idle";
  for (const tab of ["working", "look", "ready", "failed"] as const)
    if (STATUSES[tab].includes(status)) return tab;
  return "idle";
}
