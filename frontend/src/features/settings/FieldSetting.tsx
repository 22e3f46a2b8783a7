import { Checkbox, NumberInput, Select } from "@mantine/core";
import { useEffect, useState } from "react";
import type { FieldAcceptance } from "@/api/library";
import { useI18n } from "@/i18n";
import { acceptedAt, type Mode, thresholdOf } from "./acceptance";
import classes from "./Setting.module.css";

interface Props {
  field: FieldAcceptance;
  targets: readonly number[];
  /** The target of all fields. */
  usual: number;
  mode: Mode;
  always: boolean;
  disabled: boolean;
  onMode(mode: Mode): void;
  onAlways(shown: boolean): void;
}

/** A field: how it is decided whether a person looks, and what that would have let through. */
export function FieldSetting(props: Props) {
  const { t, name, format } = useI18n();
  const { field, targets, usual, mode, disabled } = props;
  const label = name("field", field.name.split(".")[1] ?? "");
  const threshold = thresholdOf(field, targets, mode, usual);
  const words = (target: number) => t("set.oneInShort", { number: format.number(Math.round(1 / target)) });
  const own = mode.kind === "target" && !targets.includes(mode.target) ? [mode.target] : [];
  const choose = (value: string | null) => {
    if (value === null || value === "usual") return props.onMode({ kind: "usual" });
    if (value === "threshold")
      return props.onMode({ kind: "threshold", at: Math.round(threshold * 100) / 100 });
    if (value === "unneeded") return props.onMode({ kind: "unneeded" });
    props.onMode({ kind: "target", target: Number(value) });
  };
  return (
    <tr>
      <th scope="row">{label}</th>
      <td>
        <div className={classes.mode}>
          <Select
            size="xs"
            w={250}
            aria-label={t("set.modeOf", { field: label })}
            allowDeselect={false}
            disabled={disabled}
            data={[
              { value: "usual", label: t("set.mode.usual", { target: words(usual) }) },
              ...[...targets, ...own].map((target) => ({ value: String(target), label: words(target) })),
              { value: "threshold", label: t("set.mode.threshold") },
              ...(field.required ? [] : [{ value: "unneeded", label: t("set.mode.unneeded") }]),
            ]}
            value={mode.kind === "target" ? String(mode.target) : mode.kind}
            onChange={choose}
          />
          {mode.kind === "threshold" && (
            <Percent
              label={t("set.thresholdOf", { field: label })}
              value={mode.at}
              disabled={disabled}
              onSave={(at) => props.onMode({ kind: "threshold", at })}
            />
          )}
        </div>
      </td>
      <td>
        <Checkbox
          size="xs"
          aria-label={t("set.alwaysOf", { field: label })}
          disabled={disabled || mode.kind === "unneeded"}
          checked={props.always}
          onChange={(event) => props.onAlways(event.currentTarget.checked)}
        />
      </td>
      <td>
        {mode.kind !== "unneeded" && <Accepted field={field} threshold={props.always ? 2 : threshold} />}
      </td>
    </tr>
  );
}

function Percent(props: { label: string; value: number; disabled: boolean; onSave(at: number): void }) {
  const stored = Math.round(props.value * 1000) / 10;
  const [value, setValue] = useState<number | string>(stored);
  useEffect(() => setValue(stored), [stored]);
  const save = () => {
    if (value === "") return setValue(stored);
    if (Number(value) !== stored) props.onSave(Math.round(Number(value) * 10) / 1000);
  };
  return (
    <NumberInput
      size="xs"
      w={92}
      aria-label={props.label}
      disabled={props.disabled}
      min={0}
      max={100}
      decimalScale={1}
      suffix=" %"
      value={value}
      onChange={setValue}
      onBlur={save}
      onKeyDown={(event) => event.key === "Enter" && save()}
    />
  );
}

function Accepted({ field, threshold }: { field: FieldAcceptance; threshold: number }) {
  const { t, format } = useI18n();
  const { values, accepted, wrong } = acceptedAt(field, threshold);
  if (values === 0) return <span className={classes.soft}>{t("set.noValues")}</span>;
  const share = accepted / values;
  return (
    <span className={classes.share}>
      <span className={classes.meter} aria-hidden>
        <i style={{ width: `${100 * share}%` }} />
      </span>
      <span>{format.percent(share)}</span>
      <span className={classes.soft}>{t("set.ofValues", { count: values })}</span>
      {wrong > 0 && <span className={classes.wrong}>{t("set.wrong", { count: wrong })}</span>}
    </span>
  );
}
