import { ActionIcon, Text, Tooltip } from "@mantine/core";
import {
  IconArrowAutofitWidth,
  IconChevronLeft,
  IconChevronRight,
  IconMaximize,
  IconMinus,
  IconPlus,
  IconRotate2,
  IconRotateClockwise2,
  IconSquareDashed,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { type DocumentContext, documentActions } from "@/actions/document";
import { caps } from "@/actions/keys";
import { useI18n } from "@/i18n";
import classes from "./Bars.module.css";

interface Props {
  context: DocumentContext;
  /** Fraction of the scan's own size. */
  scale: number;
  boxes: boolean;
}

/** Pages, zoom and boxes: the verbs of the page's view. */
export function ViewerBar({ context, scale, boxes }: Props) {
  const { t, format } = useI18n();
  const button = (id: string, icon: ReactNode, pressed?: boolean) => (
    <ActionButton id={`document.${id}`} icon={icon} context={context} pressed={pressed} />
  );
  return (
    <div className={classes.viewer} role="toolbar" aria-label={t("document.viewer")}>
      {context.pages > 1 && (
        <>
          {button("previousPage", <IconChevronLeft size={18} stroke={1.6} />)}
          <Text size="sm" aria-live="polite">
            {t("document.page", { page: context.page, pages: context.pages })}
          </Text>
          {button("nextPage", <IconChevronRight size={18} stroke={1.6} />)}
          <span className={classes.gap} />
        </>
      )}
      {button("zoomOut", <IconMinus size={18} stroke={1.6} />)}
      <Text size="sm" className={classes.scale}>
        {format.percent(scale)}
      </Text>
      {button("zoomIn", <IconPlus size={18} stroke={1.6} />)}
      {button("fit", <IconMaximize size={18} stroke={1.6} />)}
      {button("fitWidth", <IconArrowAutofitWidth size={18} stroke={1.6} />)}
      <span className={classes.gap} />
      {button("rotateLeft", <IconRotate2 size={18} stroke={1.6} />)}
      {button("rotateRight", <IconRotateClockwise2 size={18} stroke={1.6} />)}
      <span className={classes.gap} />
      {button("boxes", <IconSquareDashed size={18} stroke={1.6} />, boxes)}
    </div>
  );
}

interface ButtonProps {
  id: string;
  icon: ReactNode;
  context: DocumentContext;
  pressed?: boolean;
}

/** A small button for one of the page's actions, with its key in the tip. */
export function ActionButton({ id, icon, context, pressed }: ButtonProps) {
  const { t } = useI18n();
  const action = documentActions.find((a) => a.id === id);
  if (!action) return null;
  const key = action.keys[0];
  const label = t(action.label);
  return (
    <Tooltip label={key ? `${label} (${caps(key).join(" ")})` : label} openDelay={400}>
      <ActionIcon
        variant={pressed ? "light" : "subtle"}
        color={pressed ? undefined : "gray"}
        size={32}
        aria-label={label}
        aria-pressed={pressed}
        disabled={!action.when(context)}
        onClick={() => void action.run(context)}
      >
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}
