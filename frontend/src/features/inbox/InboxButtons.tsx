import { Button, Text } from "@mantine/core";
import { IconFilePlus, IconRefresh, IconTableExport, IconTrash } from "@tabler/icons-react";
import type { InboxContext } from "@/actions/inbox";
import { useI18n } from "@/i18n";
import { type CsvColumns, CsvMenu } from "./CsvMenu";
import classes from "./InboxPage.module.css";

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

/** The verbs of the selection, at the foot of the list. */
export function SelectionBar({ context }: { context: InboxContext }) {
  const { t } = useI18n();
  return (
    <footer className={classes.selection}>
      <Text size="sm" fw={600} aria-live="polite">
        {t("inbox.selected", { count: context.selected })}
      </Text>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconTableExport size={16} stroke={1.6} aria-hidden />}
        onClick={context.exportThese}
      >
        {t("action.inbox.export")}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconRefresh size={16} stroke={1.6} aria-hidden />}
        onClick={() => void context.reread()}
      >
        {t("action.inbox.reread")}
      </Button>
      <Button
        size="xs"
        variant="default"
        c="var(--dc-failed)"
        leftSection={<IconTrash size={16} stroke={1.6} aria-hidden />}
        onClick={context.remove}
      >
        {t("action.inbox.delete")}
      </Button>
      <Button size="xs" variant="subtle" color="gray" onClick={context.clear}>
        {t("action.inbox.clear")}
      </Button>
    </footer>
  );
}
