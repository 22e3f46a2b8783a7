import { Button, Text } from "@mantine/core";
import { IconFilePlus, IconRefresh, IconTrash } from "@tabler/icons-react";
import type { InboxContext } from "@/actions/inbox";
import { useI18n } from "@/i18n";
import { type CsvColumns, CsvMenu } from "./CsvMenu";

interface Props {
  context: InboxContext;
  csv: { columns: CsvColumns; onColumns(columns: CsvColumns): void; count: number; selection: boolean };
}

/** The verbs of the inbox as a whole. */
export function InboxButtons({ context, csv }: Props) {
  const { t } = useI18n();
  return (
    <>
      <CsvMenu {...csv} onDownload={() => void context.csv()} />
      <Button leftSection={<IconFilePlus size={16} stroke={1.6} aria-hidden />} onClick={context.choose}>
        {t("action.inbox.choose")}
      </Button>
    </>
  );
}

/** The verbs of the selection. */
export function SelectionBar({ context, csv }: Props) {
  const { t } = useI18n();
  return (
    <>
      <Text size="sm" fw={600} aria-live="polite" style={{ alignSelf: "center", whiteSpace: "nowrap" }}>
        {t("inbox.selected", { count: context.selected })}
      </Text>
      <Button
        variant="default"
        leftSection={<IconRefresh size={16} stroke={1.6} aria-hidden />}
        onClick={() => void context.reread()}
      >
        {t("action.inbox.reread")}
      </Button>
      <Button
        variant="default"
        c="var(--dc-failed)"
        leftSection={<IconTrash size={16} stroke={1.6} aria-hidden />}
        onClick={context.remove}
      >
        {t("action.inbox.delete")}
      </Button>
      <CsvMenu {...csv} onDownload={() => void context.csv()} />
    </>
  );
}
