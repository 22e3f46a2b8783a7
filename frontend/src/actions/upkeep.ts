import type { Action } from "./action";

/** What the page of backups lets its actions do. */
export interface BackupContext {
  /** A folder for backups is set. */
  folder: boolean;
  /** A backup or a verification is under way. */
  busy: { backup: boolean; verify: boolean };
  backUp(): void;
  download(): void;
  verify(): void;
}

export const backupActions: readonly Action<BackupContext>[] = [
  {
    id: "backup.now",
    label: "action.backup.now",
    keys: ["b"],
    when: (c) => c.folder && !c.busy.backup,
    run: (c) => c.backUp(),
  },
  {
    id: "backup.download",
    label: "action.backup.download",
    keys: ["d"],
    when: () => true,
    run: (c) => c.download(),
  },
  {
    id: "backup.verify",
    label: "action.backup.verify",
    keys: ["v"],
    when: (c) => !c.busy.verify,
    run: (c) => c.verify(),
  },
];

/** What the page of retention lets its actions do. */
export interface RetentionContext {
  create(): void;
}

export const retentionActions: readonly Action<RetentionContext>[] = [
  {
    id: "retention.create",
    label: "action.retention.create",
    keys: ["n"],
    when: () => true,
    run: (c) => c.create(),
  },
];

/** What the page of the audit log lets its actions do. */
export interface AuditContext {
  filtered: boolean;
  clear(): void;
  download(): void;
}

export const auditActions: readonly Action<AuditContext>[] = [
  {
    id: "audit.all",
    label: "action.audit.all",
    keys: ["a"],
    when: (c) => c.filtered,
    run: (c) => c.clear(),
  },
  {
    id: "audit.download",
    label: "action.audit.download",
    keys: ["d"],
    when: () => true,
    run: (c) => c.download(),
  },
];
