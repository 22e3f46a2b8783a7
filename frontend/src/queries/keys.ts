import type { Filter } from "@/lib/filter";

export type { Filter } from "@/lib/filter";

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
  /** What can be looked at together, and the cards of a field. */
  group: ["review", "group"] as const,
  cards: (field: string) => ["review", "cards", field] as const,
  snippet: (id: string, address: string) => ["images", id, address] as const,
  status: ["status"] as const,
  causes: ["failures"] as const,
  insights: (days: number) => ["insights", days] as const,
  /** What is told of a document beside itself; it goes with its revision. */
  story: (id: string, revision: number) => ["story", id, revision] as const,
  raw: (id: string, page: number, attempt: number) => ["raw", id, page, attempt] as const,
  settings: ["settings"] as const,
  acceptance: ["settings", "acceptance"] as const,
  premises: ["premises"] as const,
  webhooks: ["webhooks"] as const,
  webhookList: ["webhooks", "list"] as const,
  webhook: (id: string) => ["webhooks", "one", id] as const,
  webhookKinds: ["webhook-kinds"] as const,
  deliveries: (id: string, query: object) => ["webhooks", "deliveries", id, query] as const,
  delivery: (id: string, delivery: string) => ["webhooks", "delivery", id, delivery] as const,
  deadLetters: ["webhooks", "dead"] as const,
  receiver: ["webhooks", "receiver"] as const,
  tokens: ["tokens"] as const,
  preferences: ["preferences"] as const,
  exports: ["exports"] as const,
  exportProfiles: ["exports", "profiles"] as const,
  exportSources: ["export-sources"] as const,
  exportRuns: ["exports", "runs"] as const,
  exportPreview: (wish: object, profile: object | string, limit: number) =>
    ["exports", "preview", wish, profile, limit] as const,
  folders: ["folders"] as const,
  folderList: ["folders", "list"] as const,
  folder: (id: string) => ["folders", "one", id] as const,
  folderFiles: (id: string, query: object) => ["folders", "files", id, query] as const,
  types: ["types"] as const,
  upkeep: ["upkeep"] as const,
  upkeepState: ["upkeep", "state"] as const,
  retention: ["upkeep", "retention"] as const,
  keepingOffer: ["upkeep", "offer"] as const,
  preview: (rule: object | null) => ["upkeep", "preview", rule] as const,
  audit: (filter: object) => ["upkeep", "audit", filter] as const,
  /** What is being read at this moment. */
  beingRead: ["live", "being-read"] as const,
  /** Kept up by events alone. */
  progress: ["live", "progress"] as const,
  batch: ["live", "batch"] as const,
  connection: ["live", "connection"] as const,
  bulk: ["live", "bulk"] as const,
  edits: ["live", "edits"] as const,
};
