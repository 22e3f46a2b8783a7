import { TagsInput, Title } from "@mantine/core";
import type { SettingList } from "@/api/library";
import { useI18n } from "@/i18n";
import classes from "./Setting.module.css";
import { SettingRow } from "./SettingRow";
import frame from "./Settings.module.css";
import { settingOf } from "./useSetting";

interface Props {
  list: SettingList;
  onSave(values: Record<string, unknown>): void;
}

/** Which sheets divide a stack. */
export function Separators({ list, onSave }: Props) {
  const { t } = useI18n();
  const setting = settingOf(list, "pages.separators");
  if (!setting) return null;
  const label = t("set.separators");
  return (
    <section className={frame.card} aria-labelledby="stacks">
      <Title order={2} id="stacks" className={classes.heading}>
        {t("set.stacks")}
      </Title>
      <SettingRow
        setting={setting}
        label={label}
        hint={t("set.separatorsHint")}
        usual={((setting.default ?? []) as string[]).join(", ")}
        onReset={() => onSave({ "pages.separators": null })}
      >
        <TagsInput
          aria-label={label}
          placeholder={t("set.separatorsAdd")}
          disabled={setting.from === "environment"}
          value={(setting.value ?? []) as string[]}
          onChange={(codes) => onSave({ "pages.separators": codes })}
        />
      </SettingRow>
    </section>
  );
}
