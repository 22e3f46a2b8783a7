import type { Tab } from "@/lib/status";

/** What the inbox shows; it stands in the address. */
export interface Filter {
  tab: Tab;
  q: string;
}

/** The keys of everything cached, from the general to the particular. */
export const keys = {
  documents: ["documents"] as const,
  lists: ["documents", "list"] as const,
  list: (filter: Filter) => ["documents", "list", filter] as const,
  document: (id: string) => ["documents", "one", id] as const,
  image: (id: string, page: number, width: number, attempt: number) =>
    ["images", id, page, width, attempt] as const,
  words: (id: string, page: number, attempt: number) => ["words", id, page, attempt] as const,
  history: (id: string, field: string, revision: number) => ["history", id, field, revision] as const,
  /** The document that waits behind another. */
  nextInReview: (after: string) => ["review", "next", after] as const,
  status: ["status"] as const,
  webhooks: ["webhooks"] as const,
  webhookList: ["webhooks", "list"] as const,
  webhook: (id: string) => ["webhooks", "one", id] as const,
  webhookKinds: ["webhook-kinds"] as const,
  deliveries: (id: string, query: object) => ["webhooks", "deliveries", id, query] as const,
  delivery: (id: string, delivery: string) => ["webhooks", "delivery", id, delivery] as const,
  deadLetters: ["webhooks", "dead"] as const,
  receiver: ["webhooks", "receiver"] as const,
  tokens: ["tokens"] as const,
  upkeep: ["upkeep"] as const,
  upkeepState: ["upkeep", "state"] as const,
  retention: ["upkeep", "retention"] as const,
  preview: (rule: object | null) => ["upkeep", "preview", rule] as const,
  audit: (filter: object) => ["upkeep", "audit", filter] as const,
  /** Kept up by events alone. */
  progress: ["live", "progress"] as const,
  batch: ["live", "batch"] as const,
  connection: ["live", "connection"] as const,
  edits: ["live", "edits"] as const,
};
