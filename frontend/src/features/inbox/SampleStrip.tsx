import { Button, Text } from "@mantine/core";
import { IconFlask } from "@tabler/icons-react";
import { useI18n } from "@/i18n";
import classes from "./Strips.module.css";

interface Props {
  /** Samples in the library. */
  count: number;
  removing: boolean;
  onRemove(): void;
}

/** While there are samples: that they are, and the way to be rid of them. */
export function SampleStrip({ count, removing, onRemove }: Props) {
  const { t } = useI18n();
  if (count === 0) return null;
  return (
    <div className={classes.strip}>
      <IconFlask size={16} stroke={1.6} aria-hidden />
      <Text size="sm" className={classes.text}>
        {t("samples.there", { count })}
      </Text>
      <Button size="compact-sm" variant="default" loading={removing} onClick={onRemove}>
        {t("samples.remove")}
      </Button>
    </div>
  );
}
