import { ActionIcon, Button, Menu, Text } from "@mantine/core";
import {
  IconArrowLeft,
  IconChevronDown,
  IconChevronUp,
  IconDots,
  IconEyeCheck,
  IconRefresh,
} from "@tabler/icons-react";
import { type DocumentContext, documentActions } from "@/actions/document";
import type { Document } from "@/api/types";
import { useI18n } from "@/i18n";
import { usePageProgress } from "@/queries/hooks";
import { StatusChip } from "@/ui/StatusChip";
import classes from "./Bars.module.css";
import { ActionButton } from "./ViewerBar";

interface Props {
  document: Document;
  context: DocumentContext;
  /** From 1; 0 when the list does not hold the document. */
  index: number;
  total: number;
}

/** Name, type and state of the document, and what can be done with it. */
export function DocumentHeader({ document, context, index, total }: Props) {
  const { t, name, format } = useI18n();
  const progress = usePageProgress(document.id);
  const type = document.type.name && name("type", document.type.name);
  return (
    <div className={classes.header}>
      <ActionButton id="document.back" icon={<IconArrowLeft size={18} stroke={1.6} />} context={context} />
      <h1 className={classes.title} title={document.file.name}>
        {document.file.name}
      </h1>
      {type && (
        <span
          className={classes.type}
          title={t("document.typeConfidence", { type, percent: format.percent(document.type.confidence) })}
        >
          {type}
        </span>
      )}
      <StatusChip status={document.status} progress={progress} pages={document.file.pages} />
      <div className={classes.end}>
        {index > 0 && (
          <Text size="sm" className={classes.position}>
            {t("document.position", { index, total })}
          </Text>
        )}
        <ActionButton
          id="document.previous"
          icon={<IconChevronUp size={18} stroke={1.6} />}
          context={context}
        />
        <ActionButton
          id="document.next"
          icon={<IconChevronDown size={18} stroke={1.6} />}
          context={context}
        />
        {context.reviewable && (
          <Button
            variant={document.status === "needs_review" ? "filled" : "default"}
            leftSection={<IconEyeCheck size={16} stroke={1.6} aria-hidden />}
            onClick={context.review}
          >
            {t("action.document.review")}
          </Button>
        )}
        <Button
          variant="default"
          leftSection={<IconRefresh size={16} stroke={1.6} aria-hidden />}
          disabled={!context.idle}
          onClick={context.reread}
        >
          {t("action.document.reread")}
        </Button>
        <MoreMenu context={context} />
      </div>
    </div>
  );
}

const MORE = [
  "document.pages",
  "document.original",
  "document.searchable",
  "document.reveal",
  "document.csv",
  "document.json",
  "document.delete",
];

function MoreMenu({ context }: { context: DocumentContext }) {
  const { t } = useI18n();
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={t("document.more")}>
          <IconDots size={18} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown aria-label={t("document.more")}>
        {documentActions
          .filter((action) => MORE.includes(action.id) && action.when(context))
          .map((action) => (
            <Menu.Item
              key={action.id}
              c={action.id === "document.delete" ? "var(--dc-failed)" : undefined}
              onClick={() => void action.run(context)}
            >
              {t(action.label)}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}
