import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import type { Folder } from "@/api/types";
import { LogSection } from "@/features/settings/LogSection";
import { useI18n } from "@/i18n";
import { useFolderAct, useFolderFiles } from "@/queries/folders";
import { FileTable } from "./FileTable";
import classes from "./Folders.module.css";
import { type FileSearch, SHOWN, type Shown, statesOf } from "./search";
import type { FileAct } from "./standing";

const SAID = { take: "file.takeSaid", leave: "file.leaveSaid", forget: "file.forgetSaid" } as const;

/** What became of each file of a folder, those found last first. */
export function FileLog({ folder }: { folder: Folder }) {
  const { t } = useI18n();
  const navigate = useNavigate();
  const search = useSearch({ from: "/settings/folders/$id" });
  const act = useFolderAct();
  const { id } = folder;
  const query = useFolderFiles(id, { state: statesOf(search.show ?? "all"), q: search.q, limit: 100 });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.files) ?? [], [query.data]);
  const show = (more: FileSearch) =>
    void navigate({
      to: "/settings/folders/$id",
      params: { id },
      search: { ...search, ...more },
      replace: true,
      resetScroll: false,
    });
  const find = useDebouncedCallback((q: string) => show({ q: q || undefined }), 250);
  return (
    <LogSection
      className={classes.log}
      title={t("file.list")}
      filter={{
        label: t("file.filter"),
        data: SHOWN.map((value) => ({ value, label: t(`file.shown.${value}`) })),
        value: search.show ?? "all",
        onChange: (value: Shown) => show({ show: value === "all" ? undefined : value }),
      }}
      tools={
        <TextInput
          size="xs"
          w={180}
          aria-label={t("file.find")}
          placeholder={t("file.find")}
          defaultValue={search.q ?? ""}
          onChange={(event) => find(event.currentTarget.value)}
        />
      }
      query={query}
      none={rows.length > 0 ? null : search.show || search.q ? t("file.none") : t("file.empty")}
      more={t("file.more")}
    >
      <FileTable
        files={rows}
        onAct={(file: number, what: FileAct) => void act((api) => api[what](id, file), t(SAID[what]))}
      />
    </LogSection>
  );
}
