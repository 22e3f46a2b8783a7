import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { ListQuery, RereadOptions } from "@/api/client";
import { ApiError, failureFrom, failureOf } from "@/api/errors";
import { apiURL, authHeaders, type Session } from "@/api/session";
import { useApi } from "@/app/context";
import { useI18n } from "@/i18n";
import { inWindow, saveCSV } from "@/lib/desktop";
import { downloadBlob, downloadURL } from "@/lib/download";
import { eachOf } from "@/lib/pool";
import { keys } from "./keys";
import { type ListData, removeDocument } from "./lists";

/** Which documents go into a table, and with which columns beside. */
export interface CsvQuery extends Omit<ListQuery, "sort" | "order"> {
  ids?: string[];
  confidence?: boolean;
  flags?: boolean;
}

/** Requests at the same time for one verb over many documents. */
const AT_ONCE = 4;

/** The verbs over documents that more than one page offers; each tells how it went. */
export function useVerbs() {
  const api = useApi();
  const client = useQueryClient();
  const { t, failure } = useI18n();
  return useMemo(() => {
    const tell = (message: string, color?: string) =>
      notifications.show({ message, color, closeButtonProps: { "aria-label": t("common.close") } });
    const trouble = (error: unknown, count: number) =>
      tell(t("inbox.someFailed", { count, message: failure(failureOf(error)).message }), "red");

    const remove = async (ids: readonly string[]): Promise<boolean> => {
      const { done, failed } = await eachOf(ids, AT_ONCE, (id) => api.remove(id));
      for (const id of done) {
        client.setQueriesData<ListData>({ queryKey: keys.lists }, (data) => data && removeDocument(data, id));
        client.removeQueries({ queryKey: keys.document(id) });
      }
      void client.invalidateQueries({ queryKey: keys.status });
      if (done.length > 0) tell(t("inbox.deleted", { count: done.length }));
      if (failed[0]) trouble(failed[0].error, failed.length);
      return failed.length === 0;
    };

    const reread = async (ids: readonly string[], options: RereadOptions = {}): Promise<boolean> => {
      const { done, failed } = await eachOf(ids, AT_ONCE, (id) => api.reread(id, options));
      for (const id of done) void client.invalidateQueries({ queryKey: keys.document(id) });
      void client.invalidateQueries({ queryKey: keys.lists });
      void client.invalidateQueries({ queryKey: keys.status });
      if (done.length > 0) tell(t("inbox.rereading", { count: done.length }));
      if (failed[0]) trouble(failed[0].error, failed.length);
      return failed.length === 0;
    };

    const csv = async (query: CsvQuery): Promise<void> => {
      const { ids, ...rest } = query;
      const url = apiURL(api.session, "/export.csv", {
        ...rest,
        status: joined(rest.status),
        source: joined(rest.source),
        code: joined(rest.code),
        id: joined(ids),
      });
      try {
        if (!inWindow()) return downloadURL(url, "deskclerk.csv");
        const path = await saveCSV(url.split("?")[1] ?? "");
        if (path) tell(t("csv.saved", { path }));
      } catch (error) {
        trouble(error, 1);
      }
    };

    const original = async (id: string, name: string): Promise<void> => {
      try {
        await save(api.session, `/documents/${id}/original`, name);
      } catch (error) {
        trouble(error, 1);
      }
    };

    const searchable = async (id: string, name: string): Promise<void> => {
      try {
        const stem = name.replace(/\.[^.]*$/, "");
        // Through memory always: a refusal, as of a signed file, has a reason to show.
        await fetched(api.session, `/documents/${id}/searchable.pdf`, `${stem}.searchable.pdf`);
      } catch (error) {
        trouble(error, 1);
      }
    };

    /** Any other file that the API answers with. */
    const file = async (path: string, name: string): Promise<void> => {
      try {
        await save(api.session, path, name);
      } catch (error) {
        trouble(error, 1);
      }
    };

    return { remove, reread, csv, original, searchable, file };
  }, [api, client, t, failure]);
}

const joined = (values: readonly string[] | undefined) => values?.join(",");

async function fetched(session: Session, path: string, name: string): Promise<void> {
  const response = await fetch(apiURL(session, path), {
    headers: authHeaders(session),
    credentials: session.token ? "omit" : "same-origin",
  });
  if (!response.ok) {
    const body: unknown = await response.json().catch(() => null);
    throw new ApiError(response.status, failureFrom(response.status, body));
  }
  downloadBlob(await response.blob(), name);
}

/** Saves an answer of the API as a file; with a token it passes through memory. */
async function save(session: Session, path: string, name: string): Promise<void> {
  const url = apiURL(session, path);
  if (!session.token) return downloadURL(url, name);
  const response = await fetch(url, { headers: authHeaders(session), credentials: "omit" });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  downloadBlob(await response.blob(), name);
}
