import { notifications } from "@mantine/notifications";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { failureOf } from "@/api/errors";
import type { FileQuery, FoldersApi } from "@/api/folders";
import { useApi } from "@/app/context";
import { useI18n } from "@/i18n";
import { keys } from "./keys";

// Events tell of changes; now and then everything is looked at all the same,
// because how a folder stands is not all in the events.
const NOW_AND_THEN = 10_000;

export function useFolders() {
  const { folders } = useApi();
  return useQuery({
    queryKey: keys.folderList,
    queryFn: ({ signal }) => folders.all(signal),
    refetchInterval: NOW_AND_THEN,
  });
}

export function useFolder(id: string) {
  const { folders } = useApi();
  return useQuery({
    queryKey: keys.folder(id),
    queryFn: ({ signal }) => folders.one(id, signal),
    refetchInterval: NOW_AND_THEN,
  });
}

/** A folder's files, those found last first, page by page. */
export function useFolderFiles(id: string, query: FileQuery) {
  const { folders } = useApi();
  return useInfiniteQuery({
    queryKey: keys.folderFiles(id, query),
    queryFn: ({ pageParam, signal }) => folders.files(id, query, pageParam, signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: (before) => before,
    refetchInterval: NOW_AND_THEN,
  });
}

/**
 * Does something with watched folders, tells how it went, and has what changed
 * fetched anew. Undefined when it failed.
 */
export function useFolderAct() {
  const { folders } = useApi();
  const client = useQueryClient();
  const { t, failure } = useI18n();
  return useCallback(
    async <T>(what: (api: FoldersApi) => Promise<T>, said: string): Promise<T | undefined> => {
      const closeButtonProps = { "aria-label": t("common.close") };
      try {
        const result = await what(folders);
        notifications.show({ message: said, closeButtonProps });
        return result;
      } catch (error) {
        const { message, rest } = failure(failureOf(error));
        notifications.show({ message: `${message} ${rest}`.trim(), color: "red", closeButtonProps });
        return undefined;
      } finally {
        void client.invalidateQueries({ queryKey: keys.folders });
      }
    },
    [folders, client, t, failure],
  );
}
