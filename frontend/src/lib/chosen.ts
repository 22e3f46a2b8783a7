const CHOSEN = "deskclerk.export.chosen";

/** Keeps documents that were chosen elsewhere for the export, until others are. */
export function chooseForExport(ids: readonly string[]): void {
  sessionStorage.setItem(CHOSEN, JSON.stringify(ids));
}

/** The documents that were chosen; none when there are none. */
export function chosenForExport(): string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(CHOSEN) ?? "[]");
    return Array.isArray(kept) ? kept.filter((id): id is string => typeof id === "string") : [];
  } catch {
    return [];
  }
}
