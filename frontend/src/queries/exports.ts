import { notifications } from "@mantine/notifications";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { ApiError, failureFrom, failureOf } from "@/api/errors";
import type { ExportProfile, ExportRun, ExportsApi, ExportWish } from "@/api/exports";
import { apiURL, authHeaders, type Session } from "@/api/session";
import type { Failure } from "@/api/types";
import { useApi } from "@/app/context";
import { useI18n } from "@/i18n";
import { inWindow, saveExport, saveExportAgain } from "@/lib/desktop";
import { downloadBlob } from "@/lib/download";
import { keys } from "./keys";

/** Documents change without a word to this page; what is shown of them is looked at again. */
const AGAIN = 15_000;

const useExports = (): ExportsApi => useApi().exports;

/** The profiles that people made, then those that come with the program. */
export function useProfiles() {
  const api = useExports();
  return useQuery({ queryKey: keys.exportProfiles, queryFn: ({ signal }) => api.profiles(signal) });
}

/** What columns can show; it changes with the program only. */
export function useSources() {
  const api = useExports();
  return useQuery({
    queryKey: keys.exportSources,
    queryFn: ({ signal }) => api.sources(signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** What an export would write, be the profile kept or just being made. */
export function usePreview(wish: ExportWish, profile: string | ExportProfile | undefined, limit = 20) {
  const api = useExports();
  return useQuery({
    queryKey: keys.exportPreview(wish, profile ?? "", limit),
    queryFn: ({ signal }) => api.preview(wish, profile ?? "", limit, signal),
    enabled: profile !== undefined,
    placeholderData: (before) => before,
    refetchInterval: AGAIN,
  });
}

/** The exports that were made, newest first, page by page. */
export function useRuns() {
  const api = useExports();
  return useInfiniteQuery({
    queryKey: keys.exportRuns,
    queryFn: ({ pageParam, signal }) => api.runs(pageParam, signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
  });
}

/** The verbs of exports; each tells how it went. */
export function useExportVerbs() {
  const { session, exports } = useApi();
  const client = useQueryClient();
  const { t, failure } = useI18n();
  const tell = useCallback(
    (message: string, color?: string) =>
      notifications.show({ message, color, closeButtonProps: { "aria-label": t("common.close") } }),
    [t],
  );
  const attempt = useCallback(
    async <T>(what: () => Promise<T>, onRefused?: (error: unknown) => void): Promise<T | undefined> => {
      try {
        return await what();
      } catch (error) {
        const { message, rest } = failure(failureOf(error));
        tell(`${message} ${rest}`.trim(), "red");
        onRefused?.(error);
        return undefined;
      } finally {
        void client.invalidateQueries({ queryKey: keys.exports });
      }
    },
    [client, failure, tell],
  );
  return useMemo(() => {
    const refused = (known: Failure) => {
      const { message, rest } = failure(known);
      tell(`${message} ${rest}`.trim(), "red");
    };
    const said = (run: ExportRun, path: string) =>
      tell(
        path
          ? t("export.savedSaid", { count: run.counts.documents, path })
          : t("export.downloadedSaid", { count: run.counts.documents }),
      );
    /** Exports, to a file in the window and as a download in the browser. */
    const run = (wish: ExportWish, profile: ExportProfile, name: string, append: boolean) =>
      attempt(async () => {
        const id = profile.id ?? "";
        if (inWindow()) {
          const query = apiURL({ baseURL: "", token: null }, "", { ...wish.filter }).split("?")[1] ?? "";
          const done = await saveExport({
            query,
            name,
            profile: id,
            which: wish.which,
            review: wish.review,
            ids: wish.ids ?? [],
            append,
          });
          if (done.error) refused(done.error);
          else if (done.path && done.run) said(done.run, done.path);
          return done.run ?? undefined;
        }
        const made = await exports.run(wish, id);
        await save(session, made.id, made.file_name, false);
        await exports.delivered(made.id);
        said(made, "");
        return made;
      });
    /** Gives the file of an export again; with now, of its documents as they are now. */
    const again = (made: ExportRun, now: boolean) =>
      attempt(async () => {
        if (!inWindow()) return save(session, made.id, made.file_name, now);
        const done = await saveExportAgain(made.id, made.file_name, now);
        if (done.error) refused(done.error);
        else if (done.path) tell(t("csv.saved", { path: done.path }));
      });
    return { attempt, run, again, tell };
  }, [attempt, exports, failure, session, t, tell]);
}

/** Saves the file of an export; what went wrong is told, not saved. */
async function save(session: Session, id: string, name: string, now: boolean): Promise<void> {
  const url = apiURL(session, `/exports/${id}/file`, { now });
  const response = await fetch(url, {
    headers: authHeaders(session),
    credentials: session.token ? "omit" : "same-origin",
  });
  if (!response.ok)
    throw new ApiError(
      response.status,
      failureFrom(response.status, await response.json().catch(() => null)),
    );
  downloadBlob(await response.blob(), name);
}
