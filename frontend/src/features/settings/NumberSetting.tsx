import { NumberInput } from "@mantine/core";
import { useEffect, useState } from "react";
import type { SettingList } from "@/api/library";
import { useI18n } from "@/i18n";
import { SettingRow } from "./SettingRow";
import { settingOf } from "./useSetting";

interface Props {
  list: SettingList;
  settingKey: string;
  label: string;
  hint: string;
  /** How many of the API's units are one of those shown. */
  unit?: number;
  suffix?: string;
  min: number;
  max: number;
  onSave(values: Record<string, unknown>): void;
}

/** A number that is saved when the box is left, or with Enter. */
export function NumberSetting({ list, settingKey, label, hint, unit = 1, suffix, min, max, onSave }: Props) {
  const { format } = useI18n();
  const setting = settingOf(list, settingKey);
  const stored = Number(setting?.value ?? 0) / unit;
  const [value, setValue] = useState<number | string>(stored);
  useEffect(() => setValue(stored), [stored]);
  if (!setting) return null;
  const save = () => {
    const number = Number(value);
    if (value === "" || Number.isNaN(number)) return setValue(stored);
    if (number !== stored) onSave({ [settingKey]: Math.round(number * unit) });
  };
  return (
    <SettingRow
      setting={setting}
      label={label}
      hint={hint}
      usual={`${format.number(Number(setting.default) / unit)}${suffix ?? ""}`}
      onReset={() => onSave({ [settingKey]: null })}
    >
      <NumberInput
        aria-label={label}
        disabled={setting.from === "environment"}
        min={min}
        max={max}
        allowDecimal={false}
        suffix={suffix}
        value={value}
        onChange={setValue}
        onBlur={save}
        onKeyDown={(event) => event.key === "Enter" && save()}
      />
    </SettingRow>
  );
}
