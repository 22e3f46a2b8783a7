import { Button, Text } from "@mantine/core";
import {
  IconCheck,
  IconFileExport,
  IconPlayerStop,
  IconRefresh,
  IconTags,
  IconTrash,
} from "@tabler/icons-react";
import { type InboxContext, inboxActions } from "@/actions/inbox";
import { useI18n } from "@/i18n";
import classes from "./InboxPage.module.css";

const VERBS = [
  { id: "inbox.approve", icon: IconCheck },
  { id: "inbox.retype", icon: IconTags },
  { id: "inbox.reread", icon: IconRefresh },
  { id: "inbox.cancel", icon: IconPlayerStop },
  { id: "inbox.export", icon: IconFileExport },
  { id: "inbox.delete", icon: IconTrash },
  { id: "inbox.clear", icon: null },
] as const;

/** The verbs of the selection, at the foot of the list. `loaded` rows are on the page. */
export function SelectionBar({ context, loaded }: { context: InboxContext; loaded: number }) {
  const { t } = useI18n();
  return (
    <footer className={classes.selection}>
      <Text size="sm" fw={600} aria-live="polite">
        {t("inbox.selected", { count: context.selected })}
      </Text>
      {context.selected >= loaded && context.selected < context.total && (
        <Button size="compact-sm" variant="subtle" onClick={() => void context.selectMatching()}>
          {t("inbox.selectMatching", { count: context.total })}
        </Button>
      )}
      {VERBS.map(({ id, icon: Icon }) => {
        const action = inboxActions.find((a) => a.id === id);
        if (!action?.when(context)) return null;
        return (
          <Button
            key={id}
            size="xs"
            variant={Icon ? "default" : "subtle"}
            color={Icon ? undefined : "gray"}
            c={id === "inbox.delete" ? "var(--dc-failed)" : undefined}
            leftSection={Icon && <Icon size={16} stroke={1.6} aria-hidden />}
            onClick={() => void action.run(context)}
          >
            {t(action.label)}
          </Button>
        );
      })}
    </footer>
  );
}
