import { vi } from "vitest";
import type { LibraryApi, SettingList } from "@/api/library";
import type { Document } from "@/api/types";

const settings = (): SettingList => ({ file: "config.toml", settings: [] });

/** The far side of the library's calls; it holds these documents and does nothing. */
export function fakeLibrary(documents: readonly Document[]) {
  return {
    ids: vi.fn<LibraryApi["ids"]>(async (query) =>
      documents.filter((d) => query.status?.includes(d.status) ?? true).map((d) => d.id),
    ),
    causes: vi.fn<LibraryApi["causes"]>(async () => {
      const failed = documents.filter((d) => d.status === "failed_terminal" && d.error);
      const codes = [...new Set(failed.map((d) => d.error?.code ?? ""))];
      return codes.map((code) => {
        const same = failed.filter((d) => d.error?.code === code);
        const { class: kind = "terminal", message = "", hint = "" } = same[0]?.error ?? {};
        return { code, class: kind, message, hint, count: same.length };
      });
    }),
    insights: vi.fn<LibraryApi["insights"]>(async () => ({
      days: [],
      fields: [],
      reading: { documents: 0, pages: 0, median_seconds: 0, longest_seconds: 0 },
    })),
    cancel: vi.fn<LibraryApi["cancel"]>(async () => {}),
    approve: vi.fn<LibraryApi["approve"]>(async () => {}),
    retype: vi.fn<LibraryApi["retype"]>(async () => {}),
    sightings: vi.fn<LibraryApi["sightings"]>(async () => []),
    attempts: vi.fn<LibraryApi["attempts"]>(async () => []),
    acts: vi.fn<LibraryApi["acts"]>(async () => []),
    events: vi.fn<LibraryApi["events"]>(async () => []),
    raw: vi.fn<LibraryApi["raw"]>(async () => ""),
    settings: vi.fn<LibraryApi["settings"]>(async () => settings()),
    changeSettings: vi.fn<LibraryApi["changeSettings"]>(async () => settings()),
    acceptance: vi.fn<LibraryApi["acceptance"]>(async () => ({ targets: [], fields: [] })),
    premises: vi.fn<LibraryApi["premises"]>(async () => {
      throw new TypeError("network");
    }),
  } satisfies LibraryApi;
}
