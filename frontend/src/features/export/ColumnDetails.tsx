import { Button, CloseButton, NumberInput, Select } from "@mantine/core";
import type { ExportColumn, ExportSource } from "@/api/exports";
import { useI18n } from "@/i18n";
import { replaced, without } from "./draft";
import classes from "./Export.module.css";
import { SourceField } from "./SourceField";

interface Props {
  column: ExportColumn;
  sources: readonly ExportSource[];
  set(more: Partial<ExportColumn>): void;
}

const CHANGES = ["negate", "absolute", "debit", "credit", "sign", "upper", "reference"] as const;
const KINDS = ["text", "identifier", "money", "number", "date", "time", "currency"] as const;

/** What of a column is seldom looked at: other sources, what is done to the value, its kind and length. */
export function ColumnDetails({ column, sources, set }: Props) {
  const { t } = useI18n();
  return (
    <div className={classes.details}>
      {column.source.slice(1).map((source, i) => (
        <div key={i} className={classes.else}>
          <span>{t("export.else")}</span>
          <SourceField
            source={source}
            label={t("export.elseOf", { place: i + 1 })}
            sources={sources}
            onChange={(one) => set({ source: replaced(column.source, i + 1, one) })}
          />
          <CloseButton
            aria-label={t("export.removeElse", { place: i + 1 })}
            onClick={() => set({ source: without(column.source, i + 1) })}
          />
        </div>
      ))}
      {column.source.length < 10 && (
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => set({ source: [...column.source, sources[0]?.source ?? "text:"] })}
        >
          {t("export.addElse")}
        </Button>
      )}
      <div className={classes.triple}>
        <Select
          size="xs"
          label={t("export.change")}
          placeholder={t("export.change.none")}
          data={CHANGES.map((change) => ({ value: change, label: t(`export.change.${change}`) }))}
          value={column.change ?? null}
          clearable
          clearButtonProps={{ "aria-label": t("export.change.none") }}
          onChange={(change) => set({ change: (change as ExportColumn["change"]) ?? undefined })}
        />
        <Select
          size="xs"
          label={t("export.kind")}
          placeholder={t("export.kind.auto")}
          data={KINDS.map((kind) => ({ value: kind, label: t(`export.kind.${kind}`) }))}
          value={column.kind ?? null}
          clearable
          clearButtonProps={{ "aria-label": t("export.kind.auto") }}
          onChange={(kind) => set({ kind: (kind as ExportColumn["kind"]) ?? undefined })}
        />
        <NumberInput
          size="xs"
          label={t("export.maxChars")}
          placeholder={t("export.anyLength")}
          min={0}
          max={1000}
          allowDecimal={false}
          hideControls
          value={column.max_chars ? column.max_chars : ""}
          onChange={(value) => set({ max_chars: Number(value) || undefined })}
        />
      </div>
    </div>
  );
}
