import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { failureOf } from "@/api/errors";
import type { Document } from "@/api/types";
import { useApi } from "@/app/context";
import { useI18n } from "@/i18n";
import { keys } from "./keys";

/** Does something to pages, tells how it went, and has what changed fetched anew. */
export function usePageRun() {
  const { t, failure } = useI18n();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const run = useCallback(
    async (what: () => Promise<string | null>): Promise<boolean> => {
      const closeButtonProps = { "aria-label": t("common.close") };
      setBusy(true);
      try {
        const message = await what();
        if (message) notifications.show({ message, closeButtonProps });
        return true;
      } catch (error) {
        const { message, rest } = failure(failureOf(error));
        notifications.show({ message: `${message} ${rest}`.trim(), color: "red", closeButtonProps });
        return false;
      } finally {
        setBusy(false);
        for (const key of [keys.documents, keys.status]) void client.invalidateQueries({ queryKey: key });
      }
    },
    [client, t, failure],
  );
  return { busy, run };
}

/** The verbs over what was noticed on pages; each tells whether it was done. */
export function usePageVerbs() {
  const api = useApi();
  const { t } = useI18n();
  const { busy, run } = usePageRun();
  const verbs = useMemo(
    () => ({
      takeApart: (document: Document) =>
        run(async () => {
          const made = await api.pages.apart(document.id, document.revision ?? 0);
          return t("papers.taken", { count: made.length });
        }),
      leaveTogether: (document: Document) =>
        run(async () => {
          await api.pages.together(document.id, document.revision ?? 0);
          return t("papers.left");
        }),
      keepBlank: (document: Document, page: number, keep: boolean) =>
        run(async () => {
          await api.pages.keepBlank(document.id, page, keep);
          return null; // the page says so
        }),
    }),
    [api, run, t],
  );
  return { ...verbs, busy };
}
