import { vi } from "vitest";
import type { AuditEntry, RetentionRule, Upkeep } from "@/api/types";
import type { UpkeepApi } from "@/api/upkeep";

/** Nothing was backed up or verified yet, unless told otherwise. */
export function anUpkeep(more: Partial<Upkeep> = {}): Upkeep {
  return {
    backup: { folder: "", every: 86_400, keep: 7, running: false, last: null, failed: null },
    verify: { running: false, last: null, at: null, ok: false },
    retention: { rules: 0, last: null, next: null },
    audit: { n: 41, hash: "9f".repeat(32) },
    ...more,
  };
}

/** A rule that is off, unless told otherwise. */
export function aRule(name: string, more: Partial<RetentionRule> = {}): RetentionRule {
  return {
    id: name,
    name,
    enabled: false,
    types: ["receipt"],
    statuses: ["approved"],
    since: "decided",
    days: 30,
    exported: false,
    removes: "document",
    created_at: "2026-01-01T00:00:00Z",
    updated_at: "2026-01-01T00:00:00Z",
    ...more,
  };
}

/** A line of the audit log. */
export function aLine(n: number, act: string, more: Partial<AuditEntry> = {}): AuditEntry {
  return { n, act, actor: "window", at: "2026-01-01T00:00:00Z", prev: "00", hash: "11", ...more };
}

/** The far side of these pages, where nothing has happened yet. */
export function fakeUpkeep() {
  return {
    upkeep: vi.fn<UpkeepApi["upkeep"]>(async () => anUpkeep()),
    startBackup: vi.fn<UpkeepApi["startBackup"]>(async () => {}),
    startVerify: vi.fn<UpkeepApi["startVerify"]>(async () => {}),
    retention: vi.fn<UpkeepApi["retention"]>(async () => []),
    keepingOffer: vi.fn<UpkeepApi["keepingOffer"]>(async () => null),
    createRule: vi.fn<UpkeepApi["createRule"]>(async (rule) => aRule(rule.name)),
    updateRule: vi.fn<UpkeepApi["updateRule"]>(async (_, rule) => aRule(rule.name)),
    deleteRule: vi.fn<UpkeepApi["deleteRule"]>(async () => {}),
    previewRule: vi.fn<UpkeepApi["previewRule"]>(async (rule) => ({
      rule: aRule(rule.name),
      total: 0,
      bytes: 0,
      documents: [],
    })),
    runRule: vi.fn<UpkeepApi["runRule"]>(async () => ({
      at: "2026-01-01T00:00:00Z",
      documents: 0,
      originals: 0,
      bytes: 0,
    })),
    audit: vi.fn<UpkeepApi["audit"]>(async () => ({
      entries: [],
      before: 0,
      head: { n: 0, hash: "" },
      acts: [],
      actors: [],
    })),
  } satisfies UpkeepApi;
}
