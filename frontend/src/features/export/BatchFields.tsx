import { NumberInput, TextInput } from "@mantine/core";
import type { ExportBatch } from "@/api/exports";
import { useI18n } from "@/i18n";
import classes from "./Export.module.css";

interface Props {
  batch: ExportBatch;
  onChange(batch: ExportBatch): void;
}

const NUMBERS = [
  ["consultant", 9999999],
  ["client", 99999],
  ["account_length", 8],
] as const;

/** What a DATEV booking batch says about itself. */
export function BatchFields({ batch, onChange }: Props) {
  const { t } = useI18n();
  const set = (more: Partial<ExportBatch>) => onChange({ ...batch, ...more });
  return (
    <fieldset className={classes.panel}>
      <legend>{t("export.section.batch")}</legend>
      <div className={classes.triple}>
        {NUMBERS.map(([name, max]) => (
          <NumberInput
            key={name}
            label={t(`export.batch.${name}`)}
            value={batch[name] === 0 ? "" : batch[name]}
            min={name === "account_length" ? 4 : 0}
            max={max}
            allowDecimal={false}
            allowNegative={false}
            hideControls
            error={name !== "account_length" && batch[name] === 0 && t("export.batch.missing")}
            onChange={(value) => set({ [name]: Number(value) || 0 })}
          />
        ))}
        <TextInput
          label={t("export.batch.year_start")}
          value={batch.year_start}
          placeholder="01-01"
          maxLength={5}
          error={
            !/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(batch.year_start) && t("export.batch.yearWrong")
          }
          onChange={(e) => set({ year_start: e.currentTarget.value })}
        />
        <TextInput
          label={t("export.batch.label")}
          value={batch.label ?? ""}
          maxLength={30}
          onChange={(e) => set({ label: e.currentTarget.value || undefined })}
        />
        <TextInput
          label={t("export.batch.chart")}
          value={batch.chart ?? ""}
          placeholder="03"
          maxLength={2}
          onChange={(e) => set({ chart: e.currentTarget.value || undefined })}
        />
      </div>
    </fieldset>
  );
}
