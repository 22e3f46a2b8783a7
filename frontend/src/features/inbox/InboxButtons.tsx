import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconCheck, IconDots, IconFilePlus, IconLayoutGrid } from "@tabler/icons-react";
import { type InboxContext, inboxActions } from "@/actions/inbox";
import { useI18n } from "@/i18n";
import { ActionButton } from "@/ui/ActionButton";
import { type CsvColumns, CsvMenu } from "./CsvMenu";
import type { Less } from "./Toolbar";

interface Props {
  context: InboxContext;
  csv: { columns: CsvColumns; onColumns(columns: CsvColumns): void; count: number; selection: boolean };
  less: Less;
}

/** The verbs of the inbox as a whole; what there is no room for is in a menu. */
export function InboxButtons({ context, csv, less }: Props) {
  const { t } = useI18n();
  const choose = t("action.inbox.choose");
  return (
    <>
      {less === 0 ? (
        <>
          <ActionButton
            actions={inboxActions}
            id="inbox.together"
            context={context}
            leftSection={<IconLayoutGrid size={16} stroke={1.6} aria-hidden />}
          />
          <CsvMenu {...csv} onDownload={() => void context.csv()} />
        </>
      ) : (
        <MoreMenu context={context} csv={csv} />
      )}
      {less < 2 ? (
        <Button leftSection={<IconFilePlus size={16} stroke={1.6} aria-hidden />} onClick={context.choose}>
          {choose}
        </Button>
      ) : (
        <ActionIcon size={36} variant="filled" aria-label={choose} title={choose} onClick={context.choose}>
          <IconFilePlus size={18} stroke={1.6} />
        </ActionIcon>
      )}
    </>
  );
}

function MoreMenu({ context, csv }: Omit<Props, "less">) {
  const { t } = useI18n();
  const { columns, onColumns, count, selection } = csv;
  const together = inboxActions.find((a) => a.id === "inbox.together");
  const column = (name: keyof CsvColumns) => (
    <Menu.Item
      closeMenuOnClick={false}
      role="menuitemcheckbox"
      aria-checked={columns[name]}
      leftSection={columns[name] ? <IconCheck size={14} aria-hidden /> : <span style={{ width: 14 }} />}
      onClick={() => onColumns({ ...columns, [name]: !columns[name] })}
    >
      {t(`csv.${name}`)}
    </Menu.Item>
  );
  return (
    <Menu position="bottom-end" width={300}>
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={t("common.more")} title={t("common.more")}>
          <IconDots size={18} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown aria-label={t("common.more")}>
        {together?.when(context) && (
          <>
            <Menu.Item onClick={() => void together.run(context)}>{t(together.label)}</Menu.Item>
            <Menu.Divider />
          </>
        )}
        <Menu.Label>{selection ? t("csv.selection", { count }) : t("csv.filter", { count })}</Menu.Label>
        <Menu.Item disabled={count === 0} onClick={() => void context.csv()}>
          {t("csv.download")}
        </Menu.Item>
        {column("confidence")}
        {column("flags")}
      </Menu.Dropdown>
    </Menu>
  );
}
