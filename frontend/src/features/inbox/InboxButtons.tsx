import { Button } from "@mantine/core";
import { IconFilePlus, IconLayoutGrid } from "@tabler/icons-react";
import { type InboxContext, inboxActions } from "@/actions/inbox";
import { useI18n } from "@/i18n";
import { ActionButton } from "@/ui/ActionButton";
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
      <ActionButton
        actions={inboxActions}
        id="inbox.together"
        context={context}
        leftSection={<IconLayoutGrid size={16} stroke={1.6} aria-hidden />}
      />
      <CsvMenu {...csv} onDownload={() => void context.csv()} />
      <Button leftSection={<IconFilePlus size={16} stroke={1.6} aria-hidden />} onClick={context.choose}>
        {t("action.inbox.choose")}
      </Button>
    </>
  );
}
