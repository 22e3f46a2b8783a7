import { ActionIcon, Button, Group, MultiSelect, Select, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import type { Definition, RuleDef } from "@/api/defined";
import settings from "@/features/settings/Settings.module.css";
import { useI18n } from "@/i18n";
import { RULES, type Rule } from "./draft";
import classes from "./Types.module.css";

interface Props {
  draft: Definition;
  onChange(draft: Definition): void;
}

/** What must hold on every document of the type. */
export function Rules({ draft, onChange }: Props) {
  const { t } = useI18n();
  const rules = draft.rules ?? [];
  const fields = draft.fields.map((f) => ({ value: f.name, label: f.title || f.name }));
  const set = (at: number, more: Partial<RuleDef>) =>
    onChange({ ...draft, rules: rules.map((r, i) => (i === at ? { ...r, ...more } : r)) });
  const first = fields[0]?.value;
  return (
    <>
      {rules.length > 0 && (
        <section aria-label={t("type.rules")} className={settings.card}>
          {rules.map((rule, i) => (
            <div key={i} className={classes.rule}>
              <Select
                label={t("type.ruleField")}
                allowDeselect={false}
                data={fields}
                value={rule.field}
                onChange={(field) => field && set(i, { field })}
              />
              <Select
                label={t("type.ruleKind")}
                allowDeselect={false}
                data={RULES.map((k) => ({ value: k, label: t(`type.rule.${k}`) }))}
                value={rule.kind}
                onChange={(kind) => kind && set(i, { kind: kind as Rule })}
              />
              <RuleEnd rule={rule} draft={draft} onChange={(more) => set(i, more)} />
              <ActionIcon
                variant="default"
                aria-label={t("type.remove", { name: `${t("type.ruleKind")} ${i + 1}` })}
                onClick={() => onChange({ ...draft, rules: rules.filter((_, k) => k !== i) })}
              >
                <IconTrash size={16} stroke={1.6} />
              </ActionIcon>
            </div>
          ))}
        </section>
      )}
      <Button
        variant="default"
        disabled={!first}
        onClick={() => first && onChange({ ...draft, rules: [...rules, { kind: "range", field: first }] })}
      >
        {t("type.addRule")}
      </Button>
    </>
  );
}

interface EndProps {
  rule: RuleDef;
  draft: Definition;
  onChange(more: Partial<RuleDef>): void;
}

/** The rest of a rule's sentence. */
function RuleEnd({ rule, draft, onChange }: EndProps) {
  const { t } = useI18n();
  const others = draft.fields
    .filter((f) => f.name !== rule.field)
    .map((f) => ({ value: f.name, label: f.title || f.name }));
  const columns = (draft.tables ?? []).flatMap((table) =>
    table.columns.map((c) => ({
      value: `${table.name}.${c.name}`,
      label: `${table.title || table.name}: ${c.title || c.name}`,
    })),
  );
  switch (rule.kind) {
    case "sum":
      return (
        <MultiSelect
          label={t("type.ruleParts")}
          data={[...others, ...columns]}
          value={rule.fields ?? []}
          onChange={(fields) => onChange({ fields })}
        />
      );
    case "required_if":
      return (
        <Select
          label={t("type.ruleWhen")}
          data={others}
          value={rule.when ?? null}
          onChange={(when) => onChange({ when: when ?? undefined })}
        />
      );
    case "pattern":
      return (
        <TextInput
          label={t("type.pattern")}
          value={rule.match ?? ""}
          onChange={(event) => onChange({ match: event.currentTarget.value })}
        />
      );
    default:
      return (
        <Group gap={8} wrap="nowrap">
          <TextInput
            label={t("type.ruleMin")}
            value={rule.min ?? ""}
            onChange={(event) => onChange({ min: event.currentTarget.value })}
          />
          <TextInput
            label={t("type.ruleMax")}
            value={rule.max ?? ""}
            onChange={(event) => onChange({ max: event.currentTarget.value })}
          />
        </Group>
      );
  }
}
