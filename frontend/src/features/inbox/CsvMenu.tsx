import { ActionIcon, Button, Checkbox, Group, Popover, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconDownload } from "@tabler/icons-react";
import { useI18n } from "@/i18n";

/** The columns that may stand beside the values. */
export interface CsvColumns {
  confidence: boolean;
  flags: boolean;
}

interface Props {
  /** Documents that go into the table. */
  count: number;
  selection: boolean;
  columns: CsvColumns;
  onColumns(columns: CsvColumns): void;
  onDownload(): void;
}

/** "Download CSV" with its few options beside it. */
export function CsvMenu({ count, selection, columns, onColumns, onDownload }: Props) {
  const { t } = useI18n();
  const [opened, { toggle, close }] = useDisclosure(false);
  return (
    <Group gap={1} wrap="nowrap">
      <Button
        variant="default"
        leftSection={<IconDownload size={16} stroke={1.6} aria-hidden />}
        disabled={count === 0}
        onClick={onDownload}
        style={{ borderTopRightRadius: 0, borderBottomRightRadius: 0 }}
      >
        {t("csv.download")}
      </Button>
      <Popover opened={opened} onChange={(o) => !o && close()} position="bottom-end" trapFocus withinPortal>
        <Popover.Target>
          <ActionIcon
            variant="default"
            size={36}
            aria-label={t("csv.options")}
            disabled={count === 0}
            onClick={toggle}
            style={{ borderTopLeftRadius: 0, borderBottomLeftRadius: 0 }}
          >
            <IconChevronDown size={16} stroke={1.6} />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown aria-label={t("csv.options")}>
          <Stack gap="sm">
            <Text size="sm" c="var(--dc-muted)">
              {selection ? t("csv.selection", { count }) : t("csv.filter", { count })}
            </Text>
            <Checkbox
              label={t("csv.confidence")}
              checked={columns.confidence}
              onChange={(e) => onColumns({ ...columns, confidence: e.currentTarget.checked })}
            />
            <Checkbox
              label={t("csv.flags")}
              checked={columns.flags}
              onChange={(e) => onColumns({ ...columns, flags: e.currentTarget.checked })}
            />
            <Button
              size="sm"
              onClick={() => {
                close();
                onDownload();
              }}
            >
              {t("csv.download")}
            </Button>
          </Stack>
        </Popover.Dropdown>
      </Popover>
    </Group>
  );
}
