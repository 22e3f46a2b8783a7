import { SegmentedControl, Text, TextInput, Title } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import type { Folder } from "@/api/types";
import settings from "@/features/settings/Settings.module.css";
import { useI18n } from "@/i18n";
import { useFolderAct, useFolderFiles } from "@/queries/folders";
import { Loaded } from "@/ui/Loaded";
import { MoreButton } from "@/ui/MoreButton";
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
    <section className={classes.log} aria-label={t("file.list")}>
      <div className={settings.bar}>
        <Title order={2} fz={16} mr="auto">
          {t("file.list")}
        </Title>
        <SegmentedControl
          size="xs"
          aria-label={t("file.filter")}
          data={SHOWN.map((value) => ({ value, label: t(`file.shown.${value}`) }))}
          value={search.show ?? "all"}
          onChange={(value) => show({ show: value === "all" ? undefined : (value as Shown) })}
        />
        <TextInput
          size="xs"
          w={180}
          aria-label={t("file.find")}
          placeholder={t("file.find")}
          defaultValue={search.q ?? ""}
          onChange={(event) => find(event.currentTarget.value)}
        />
      </div>
      <Loaded query={query}>
        {() =>
          rows.length === 0 ? (
            <Text c="var(--dc-muted)" className={`${settings.card} ${settings.padded}`}>
              {search.show || search.q ? t("file.none") : t("file.empty")}
            </Text>
          ) : (
            <FileTable
              files={rows}
              onAct={(file: number, what: FileAct) => void act((api) => api[what](id, file), t(SAID[what]))}
            />
          )
        }
      </Loaded>
      <MoreButton query={query} label={t("file.more")} />
    </section>
  );
}
