import { Select, Tabs, Title } from "@mantine/core";
import { useMemo } from "react";
import type { Acceptance, SettingList } from "@/api/library";
import { useI18n } from "@/i18n";
import { useAcceptance, useSettings } from "@/queries/library";
import { Loaded } from "@/ui/Loaded";
import { modeOf, type Policy, withAlways, withMode } from "./acceptance";
import { FieldSetting } from "./FieldSetting";
import { PageHead } from "./PageHead";
import classes from "./Setting.module.css";
import { SettingRow } from "./SettingRow";
import frame from "./Settings.module.css";
import { settingOf, useSave } from "./useSetting";

/** Which values a person looks at: the target of all, and of single fields. */
export function LookPage() {
  const { t } = useI18n();
  const settings = useSettings();
  const acceptance = useAcceptance();
  return (
    <>
      <PageHead title={t("settings.look")} hint={t("set.lookHint")} />
      <Loaded query={settings}>
        {(list) => (
          <>
            <Target list={list} targets={acceptance.data?.targets ?? []} />
            <Loaded query={acceptance}>{(found) => <Fields list={list} found={found} />}</Loaded>
          </>
        )}
      </Loaded>
    </>
  );
}

/** A share of wrong values as one in so many. */
const oneIn = (target: number) => String(Math.round(1 / target));

function Target({ list, targets }: { list: SettingList; targets: readonly number[] }) {
  const { t, format } = useI18n();
  const onSave = useSave();
  const setting = settingOf(list, "review.target");
  if (!setting) return null;
  const now = Number(setting.value);
  const words = (target: number) => t("set.oneIn", { number: format.number(Math.round(1 / target)) });
  const choices = [...new Set([...targets, now, Number(setting.default)])].sort((a, b) => b - a);
  return (
    <section className={frame.card} aria-label={t("set.target")}>
      <SettingRow
        setting={setting}
        label={t("set.target")}
        hint={t("set.targetHint")}
        usual={words(Number(setting.default))}
        onReset={() => onSave({ "review.target": null })}
      >
        <Select
          aria-label={t("set.target")}
          allowDeselect={false}
          disabled={setting.from === "environment"}
          data={choices.map((target) => ({ value: oneIn(target), label: words(target) }))}
          value={oneIn(now)}
          onChange={(value) => value && onSave({ "review.target": 1 / Number(value) })}
        />
      </SettingRow>
    </section>
  );
}

function Fields({ list, found }: { list: SettingList; found: Acceptance }) {
  const { t, name } = useI18n();
  const onSave = useSave();
  const policy = useMemo(() => policyOf(list), [list]);
  const pinned = list.settings.some((s) => s.key.startsWith("review.") && s.from === "environment");
  const types = [...new Set(found.fields.map((f) => f.name.split(".")[0] ?? ""))];
  return (
    <section className={frame.card} aria-labelledby="fields">
      <Title order={2} id="fields" className={classes.heading}>
        {t("set.fields")}
      </Title>
      <Tabs defaultValue={types[0]} keepMounted={false} mt="xs">
        <Tabs.List px="md">
          {types.map((type) => (
            <Tabs.Tab key={type} value={type}>
              {name("type", type)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {types.map((type) => (
          <Tabs.Panel key={type} value={type} className={classes.scroll}>
            <table className={classes.table}>
              <thead>
                <tr>
                  <th scope="col">{t("set.col.field")}</th>
                  <th scope="col">{t("set.col.mode")}</th>
                  <th scope="col">{t("set.col.always")}</th>
                  <th scope="col">{t("set.col.accepted")}</th>
                </tr>
              </thead>
              <tbody>
                {found.fields
                  .filter((f) => f.name.startsWith(`${type}.`))
                  .map((field) => (
                    <FieldSetting
                      key={field.name}
                      field={field}
                      targets={found.targets}
                      usual={policy.target}
                      mode={modeOf(policy, field.name)}
                      always={policy.always.includes(field.name)}
                      disabled={pinned}
                      onMode={(mode) => onSave(withMode(policy, field.name, mode))}
                      onAlways={(shown) => onSave(withAlways(policy, field.name, shown))}
                    />
                  ))}
              </tbody>
            </table>
          </Tabs.Panel>
        ))}
      </Tabs>
    </section>
  );
}

function policyOf(list: SettingList): Policy {
  const value = (key: string) => settingOf(list, key)?.value;
  return {
    target: Number(value("review.target") ?? 0.01),
    targets: (value("review.targets") ?? {}) as Record<string, number>,
    thresholds: (value("review.thresholds") ?? {}) as Record<string, number>,
    always: (value("review.always") ?? []) as string[],
    unneeded: (value("review.unneeded") ?? []) as string[],
  };
}
