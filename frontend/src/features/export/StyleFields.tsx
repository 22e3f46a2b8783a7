import { Checkbox, Select } from "@mantine/core";
import type { ExportProfile, ExportStyle } from "@/api/exports";
import { type MessageKey, useI18n } from "@/i18n";
import classes from "./Export.module.css";

interface Props {
  profile: ExportProfile;
  onChange(more: Partial<ExportProfile>): void;
}

const CHOICES = {
  decimal: ["point", "comma"],
  date: ["YYYY-MM-DD", "DD.MM.YYYY", "MM/DD/YYYY", "DD/MM/YYYY", "YYYYMMDD", "DDMMYYYY", "DDMM"],
  delimiter: ["comma", "semicolon", "tab", "pipe"],
  encoding: ["utf-8", "utf-8-bom", "windows-1252", "iso-8859-1", "iso-8859-15"],
  line_end: ["crlf", "lf"],
  quote: ["needed", "text", "all"],
} as const;

type Choice = keyof typeof CHOICES;

/** How values and the file are written; a workbook has but its header. */
export function StyleFields({ profile, onChange }: Props) {
  const { t } = useI18n();
  const { style } = profile;
  const set = (more: Partial<ExportStyle>) => onChange({ style: { ...style, ...more } });
  // A booking batch is written as its format says.
  const fixed = profile.batch !== undefined;
  const words = (name: Choice, value: string) =>
    name === "date" ? value : t(`export.style.${name}.${value}` as "export.style.decimal.point" & MessageKey);
  return (
    <fieldset className={classes.panel}>
      <legend>{t("export.section.style")}</legend>
      {profile.format === "xlsx" ? (
        <p className={classes.hint}>{t("export.style.xlsx")}</p>
      ) : (
        <div className={classes.triple}>
          {(Object.keys(CHOICES) as Choice[]).map((name) => (
            <Select
              key={name}
              label={t(`export.style.${name}`)}
              allowDeselect={false}
              disabled={fixed}
              data={CHOICES[name].map((value) => ({ value, label: words(name, value) }))}
              value={style[name]}
              onChange={(value) => value && set({ [name]: value })}
            />
          ))}
        </div>
      )}
      <Checkbox
        label={t("export.style.header")}
        checked={style.header}
        disabled={fixed}
        onChange={(e) => set({ header: e.currentTarget.checked })}
      />
    </fieldset>
  );
}
