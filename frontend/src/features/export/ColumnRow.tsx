import { ActionIcon, Checkbox, Collapse, TextInput } from "@mantine/core";
import { IconChevronDown, IconGripVertical, IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { ExportColumn, ExportSource } from "@/api/exports";
import { useI18n } from "@/i18n";
import { ColumnDetails } from "./ColumnDetails";
import classes from "./Export.module.css";
import { SourceField } from "./SourceField";
import { sourceWords } from "./words";

interface Props {
  column: ExportColumn;
  place: number;
  sources: readonly ExportSource[];
  onChange(column: ExportColumn): void;
  onRemove(): void;
  onMove(to: number): void;
  onDrag(begins: boolean): void;
}

/** One column: its name, where its value comes from, and the rest folded away. */
export function ColumnRow({ column, place, sources, onChange, onRemove, onMove, onDrag }: Props) {
  const i18n = useI18n();
  const { t } = i18n;
  const [open, setOpen] = useState(false);
  const name = column.header || "–";
  const set = (more: Partial<ExportColumn>) => onChange({ ...column, ...more });
  const others = column.source.slice(1).map((source) => sourceWords(i18n, source));
  const extra = [
    others.length > 0 && t("export.orElse", { names: others.join(", ") }),
    column.change && t(`export.change.${column.change}`),
    column.max_chars ? t("export.upTo", { count: column.max_chars }) : "",
  ].filter(Boolean);
  return (
    <>
      <div className={classes.row}>
        <button
          type="button"
          id={`column-grip-${place}`}
          className={classes.grip}
          draggable
          aria-label={t("export.grip", { name, place: place + 1 })}
          title={t("export.gripHint")}
          onDragStart={(event) => {
            event.dataTransfer.effectAllowed = "move";
            event.dataTransfer.setData("text/plain", name);
            onDrag(true);
          }}
          onDragEnd={() => onDrag(false)}
          onKeyDown={(event) => {
            if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
            event.preventDefault();
            onMove(place + (event.key === "ArrowUp" ? -1 : 1));
          }}
        >
          <IconGripVertical size={16} stroke={1.6} aria-hidden />
        </button>
        <TextInput
          size="xs"
          aria-label={t("export.header", { place: place + 1 })}
          placeholder={t("export.headerHint")}
          value={column.header}
          maxLength={200}
          onChange={(e) => set({ header: e.currentTarget.value })}
        />
        <SourceField
          source={column.source[0] ?? "text:"}
          label={t("export.sourceOf", { name })}
          sources={sources}
          onChange={(source) => set({ source: [source, ...column.source.slice(1)], kind: undefined })}
        />
        <Checkbox
          size="xs"
          className={classes.required}
          label={t("export.required")}
          checked={column.required ?? false}
          onChange={(e) => set({ required: e.currentTarget.checked || undefined })}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("export.detailsOf", { name })}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <IconChevronDown size={16} stroke={1.6} className={open ? classes.turned : undefined} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("export.removeColumn", { name })}
          onClick={onRemove}
        >
          <IconX size={16} stroke={1.6} />
        </ActionIcon>
      </div>
      {!open && extra.length > 0 && <div className={classes.extra}>{extra.join(" · ")}</div>}
      <Collapse expanded={open}>
        {open && <ColumnDetails column={column} sources={sources} set={set} />}
      </Collapse>
    </>
  );
}
