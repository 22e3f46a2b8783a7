/** What the address holds of the audit log's filter. */
export interface AuditSearch {
  document?: string;
  actor?: string;
  act?: string;
}

/** Reads the filter from the address; what is no text is left out. */
export function auditSearch(search: Record<string, unknown>): AuditSearch {
  const found: AuditSearch = {};
  for (const name of ["document", "actor", "act"] as const) {
    const value = search[name];
    if (typeof value === "string" && value) found[name] = value;
  }
  return found;
}
