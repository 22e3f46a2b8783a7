import { Button, Checkbox, Group, Select, Stack } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Document } from "@/api/types";
import { useApi } from "@/app/context";
import { useI18n } from "@/i18n";
import { isWorking } from "@/lib/status";

interface Props {
  documentId: string;
  onAdd(other: Document, collate: boolean): void;
}

/** Finds another document whose pages are to be added. */
export function MergeBox({ documentId, onAdd }: Props) {
  const { t } = useI18n();
  const api = useApi();
  const [search, setSearch] = useState("");
  const [wanted] = useDebouncedValue(search, 200);
  const [picked, setPicked] = useState<string | null>(null);
  const [collate, setCollate] = useState(false);
  const found = useQuery({
    queryKey: ["merge", wanted],
    queryFn: ({ signal }) => api.documents({ q: wanted || undefined }, "", signal),
    placeholderData: (before) => before,
  });
  const others = (found.data?.documents ?? []).filter((d) => d.id !== documentId && !isWorking(d.status));
  const add = async () => {
    if (!picked) return;
    onAdd(await api.document(picked), collate);
    setPicked(null);
    setSearch("");
  };
  return (
    <Stack gap="xs">
      <Group align="flex-end" gap="sm" wrap="nowrap">
        <Select
          flex={1}
          label={t("pages.merge")}
          description={t("pages.mergeHint")}
          data={others.map((d) => ({ value: d.id, label: d.file.name }))}
          value={picked}
          onChange={setPicked}
          searchable
          searchValue={search}
          onSearchChange={setSearch}
          filter={({ options }) => options}
          nothingFoundMessage={t("pages.mergeNone")}
        />
        <Button variant="default" disabled={!picked} onClick={() => void add()}>
          {t("pages.add")}
        </Button>
      </Group>
      <Checkbox
        label={t("pages.collate")}
        checked={collate}
        onChange={(event) => setCollate(event.currentTarget.checked)}
      />
    </Stack>
  );
}
