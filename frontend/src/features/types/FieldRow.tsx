import {
  ActionIcon,
  Checkbox,
  Group,
  NumberInput,
  Select,
  TagsInput,
  TextInput,
  Tooltip,
} from "@mantine/core";
import { IconChevronDown, IconPointer, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import type { FieldDef } from "@/api/defined";
import { useI18n } from "@/i18n";
import { KINDS, type Kind } from "./draft";
import classes from "./Types.module.css";

interface Props {
  field: FieldDef;
  /** What the sample shows for it. */
  value: string | undefined;
  /** The next place that is pointed at is its. */
  aimed: boolean;
  onChange(more: Partial<FieldDef>): void;
  onTeach(): void;
  onRemove(): void;
}

/** One field: its name and kind, and what else can be said of it. */
export function FieldRow({ field, value, aimed, onChange, onTeach, onRemove }: Props) {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  const title = field.title || field.name;
  return (
    <div className={classes.field} data-target={aimed || undefined}>
      <TextInput
        aria-label={t("type.fieldName")}
        value={field.title ?? field.name}
        maxLength={100}
        onChange={(event) => onChange({ title: event.currentTarget.value })}
      />
      <Select
        aria-label={`${t("type.kind")}: ${title}`}
        allowDeselect={false}
        data={KINDS.map((k) => ({ value: k, label: t(`type.kind.${k}`) }))}
        value={field.kind}
        onChange={(kind) => kind && onChange({ kind: kind as Kind })}
      />
      <Group gap={4} wrap="nowrap">
        <Tooltip label={t("type.teach")}>
          <ActionIcon
            variant={aimed ? "filled" : "default"}
            aria-label={`${t("type.teach")}: ${title}`}
            aria-pressed={aimed}
            onClick={onTeach}
          >
            <IconPointer size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
        <ActionIcon
          variant="default"
          aria-label={t("type.more", { name: title })}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <IconChevronDown size={16} stroke={1.6} />
        </ActionIcon>
        <ActionIcon variant="default" aria-label={t("type.remove", { name: title })} onClick={onRemove}>
          <IconTrash size={16} stroke={1.6} />
        </ActionIcon>
      </Group>
      {value !== undefined && <p className={classes.found}>{t("type.found", { value })}</p>}
      {open && (
        <div className={classes.rest}>
          <TagsInput
            label={t("type.labels")}
            description={t("type.labelsHint")}
            value={field.labels ?? []}
            onChange={(labels) => onChange({ labels })}
          />
          {field.kind === "choice" && (
            <TagsInput
              label={t("type.choices")}
              value={field.choices ?? []}
              onChange={(choices) => onChange({ choices })}
            />
          )}
          {field.kind === "pattern" && (
            <TextInput
              label={t("type.pattern")}
              description={t("type.patternHint")}
              value={field.pattern ?? ""}
              onChange={(event) => onChange({ pattern: event.currentTarget.value })}
            />
          )}
          <Checkbox
            label={t("type.required")}
            checked={field.required ?? false}
            onChange={(event) => onChange({ required: event.currentTarget.checked })}
          />
          <NumberInput
            label={t("type.threshold")}
            description={t("type.thresholdHint")}
            min={0}
            max={100}
            suffix=" %"
            value={field.threshold ? Math.round(100 * field.threshold) : ""}
            onChange={(v) => onChange({ threshold: typeof v === "number" ? v / 100 : undefined })}
          />
        </div>
      )}
    </div>
  );
}
