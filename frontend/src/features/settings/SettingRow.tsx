import { Badge, Button, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Setting } from "@/api/library";
import { useI18n } from "@/i18n";
import classes from "./Setting.module.css";

interface Props {
  setting: Setting;
  label: string;
  hint: string;
  /** The default in words. */
  usual: string;
  onReset(): void;
  children: ReactNode;
}

/** One setting: what it is, the means to change it, where its value comes from. */
export function SettingRow({ setting, label, hint, usual, onReset, children }: Props) {
  const { t } = useI18n();
  return (
    <div className={classes.row} role="group" aria-label={label}>
      <div className={classes.words}>
        <Text size="sm" fw={600}>
          {label}
        </Text>
        <Text size="sm" c="var(--dc-muted)">
          {hint}
        </Text>
      </div>
      <div className={classes.value}>
        {children}
        <div className={classes.origin}>
          {setting.from === "environment" && (
            <Text size="xs" c="var(--dc-muted)">
              {t("set.pinned", { variable: setting.variable })}
            </Text>
          )}
          {setting.from === "file" && (
            <>
              <Text size="xs" c="var(--dc-muted)">
                {t("set.usual", { value: usual })}
              </Text>
              <Button
                size="compact-xs"
                variant="subtle"
                onClick={onReset}
                aria-label={`${t("set.reset")}: ${label}`}
              >
                {t("set.reset")}
              </Button>
            </>
          )}
          {setting.from === "default" && (
            <Text size="xs" c="var(--dc-muted)">
              {t("set.isUsual")}
            </Text>
          )}
          {setting.pending ? (
            <Badge size="sm" variant="light" color="orange" c="var(--dc-look)">
              {t("set.pending")}
            </Badge>
          ) : (
            !setting.live && (
              <Text size="xs" c="var(--dc-muted)">
                {t("set.nextStart")}
              </Text>
            )
          )}
        </div>
      </div>
    </div>
  );
}
