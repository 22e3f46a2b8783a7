import { ActionIcon, Button, Tooltip } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";
import { caps } from "@/actions/keys";
import { type ReviewContext, reviewActions } from "@/actions/review";
import { useI18n } from "@/i18n";
import classes from "./Bars.module.css";

interface Props {
  id: string;
  icon: Icon;
  context: ReviewContext;
  /** What stands on it; without, the sign alone. */
  word?: string;
}

/** A small button for one of the review's actions, with its key in the tip. */
export function ReviewButton({ id, icon: Sign, context, word }: Props) {
  const { t } = useI18n();
  const action = reviewActions.find((a) => a.id === id);
  if (!action) return null;
  const label = t(action.label);
  const key = action.keys[0];
  const tip = key ? `${label} (${caps(key).join(" ")})` : label;
  if (word) {
    return (
      <Tooltip label={tip} openDelay={400}>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          disabled={!action.when(context)}
          className={classes.icon}
          leftSection={<Sign size={15} stroke={1.6} />}
          styles={{ section: { marginInlineEnd: 5 } }}
          onClick={() => void action.run(context)}
        >
          {word}
        </Button>
      </Tooltip>
    );
  }
  return (
    <Tooltip label={tip} openDelay={400}>
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
