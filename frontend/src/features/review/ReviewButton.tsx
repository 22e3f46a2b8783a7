import { ActionIcon, Tooltip } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";
import { caps } from "@/actions/keys";
import { type ReviewContext, reviewActions } from "@/actions/review";
import { useI18n } from "@/i18n";
import classes from "./Bars.module.css";

interface Props {
  id: string;
  icon: Icon;
  context: ReviewContext;
}

/** A small button for one of the review's actions, with its key in the tip. */
export function ReviewButton({ id, icon: Sign, context }: Props) {
  const { t } = useI18n();
  const action = reviewActions.find((a) => a.id === id);
  if (!action) return null;
  const label = t(action.label);
  const key = action.keys[0];
  return (
    <Tooltip label={key ? `${label} (${caps(key).join(" ")})` : label} openDelay={400}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={30}
        aria-label={label}
        disabled={!action.when(context)}
        className={classes.icon}
        onClick={() => void action.run(context)}
      >
        <Sign size={17} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  );
}
