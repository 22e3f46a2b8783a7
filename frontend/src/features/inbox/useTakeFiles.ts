import { useCallback } from "react";
import { failureOf } from "@/api/errors";
import { useServices } from "@/app/context";
import { importPaths, inWindow, pickFiles } from "@/lib/desktop";
import { chooseFiles } from "@/lib/download";

/** The ways files come in: those a page was given, and those a person chooses. */
export function useTakeFiles() {
  const { uploads } = useServices();

  const takePaths = useCallback(
    async (paths: readonly string[]) => {
      if (paths.length === 0) return;
      try {
        uploads.note(await importPaths([...paths]));
      } catch (error) {
        uploads.refuse(paths.length === 1 ? (paths[0] ?? "") : `${paths.length}`, failureOf(error));
      }
    },
    [uploads],
  );

  const takeFiles = useCallback((files: readonly File[]) => uploads.add(files), [uploads]);

  const choose = useCallback(async () => {
    if (inWindow()) await takePaths(await pickFiles());
    else takeFiles(await chooseFiles());
  }, [takeFiles, takePaths]);

  return { takeFiles, takePaths, choose };
}
