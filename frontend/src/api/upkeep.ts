import type { Client } from "openapi-fetch";
import { done, unwrap } from "./answer";
import type { paths } from "./schema.gen";
import type {
  AuditListing,
  RetentionPreview,
  RetentionRequest,
  RetentionRule,
  RetentionRun,
  Upkeep,
} from "./types";

/** Which lines of the audit log. */
export interface AuditFilter {
  document?: string;
  actor?: string;
  act?: string;
}

/** Backups, verification, retention and the audit log; each call throws ApiError. */
export interface UpkeepApi {
  upkeep(signal?: AbortSignal): Promise<Upkeep>;
  startBackup(): Promise<void>;
  startVerify(): Promise<void>;
  retention(signal?: AbortSignal): Promise<RetentionRule[]>;
  /** The rule that is proposed for sensitive documents, or null. */
  keepingOffer(signal?: AbortSignal): Promise<RetentionRequest | null>;
  createRule(rule: RetentionRequest): Promise<RetentionRule>;
  updateRule(id: string, rule: RetentionRequest): Promise<RetentionRule>;
  deleteRule(id: string): Promise<void>;
  previewRule(rule: RetentionRequest, signal?: AbortSignal): Promise<RetentionPreview>;
  /** Removes what is due by one rule. */
  runRule(id: string): Promise<RetentionRun>;
  /** Lines before one, newest first; 0 is from the newest. */
  audit(filter: AuditFilter, before: number, signal?: AbortSignal): Promise<AuditListing>;
}

/** Makes the calls over a client. */
export function upkeepCalls(client: Client<paths>): UpkeepApi {
  const of = (id: string) => ({ params: { path: { id } } });
  return {
    upkeep: async (signal) => unwrap(await client.GET("/upkeep", { signal })),
    startBackup: async () => done(await client.POST("/backups")),
    startVerify: async () => done(await client.POST("/verify")),
    retention: async (signal) => unwrap(await client.GET("/retention", { signal })).rules,
    keepingOffer: async (signal) => unwrap(await client.GET("/retention", { signal })).offer ?? null,
    createRule: async (body) => unwrap(await client.POST("/retention", { body })),
    updateRule: async (id, body) => unwrap(await client.PUT("/retention/{id}", { ...of(id), body })),
    deleteRule: async (id) => done(await client.DELETE("/retention/{id}", of(id))),
    previewRule: async (body, signal) => unwrap(await client.POST("/retention/preview", { body, signal })),
    runRule: async (rule) => unwrap(await client.POST("/retention/run", { params: { query: { rule } } })),
    audit: async (filter, before, signal) =>
      unwrap(
        await client.GET("/audit", {
          params: { query: { ...filter, before: before || undefined, limit: 100 } },
          signal,
        }),
      ),
  };
}
