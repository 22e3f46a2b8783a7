import { MultiSelect, Title } from "@mantine/core";
import type { SettingList } from "@/api/library";
import { useI18n } from "@/i18n";
import { SOURCES } from "@/lib/filter";
import { useProgramStatus } from "@/queries/hooks";
import { useSettings } from "@/queries/library";
import { Loaded } from "@/ui/Loaded";
import { languageName } from "./languageName";
import { NumberSetting } from "./NumberSetting";
import { PageHead } from "./PageHead";
import { Separators } from "./Separators";
import classes from "./Setting.module.css";
import { SettingRow } from "./SettingRow";
import frame from "./Settings.module.css";
import { settingOf, useSave } from "./useSetting";

const MIB = 2 ** 20;

/** Languages, limits and workers. */
export function ReadingPage() {
  const { t } = useI18n();
  const settings = useSettings();
  const onSave = useSave();
  return (
    <>
      <PageHead title={t("settings.reading")} hint={t("set.readingHint")} />
      <Loaded query={settings}>
        {(list) => {
          const part = { list, onSave };
          return (
            <>
              <Languages {...part} />
              <Separators {...part} />
              <section className={frame.card} aria-labelledby="limits">
                <Title order={2} id="limits" className={classes.heading}>
                  {t("program.limits")}
                </Title>
                <NumberSetting
                  {...part}
                  settingKey="limits.max_pages"
                  label={t("program.maxPages")}
                  hint={t("set.maxPagesHint")}
                  min={1}
                  max={100_000}
                />
                <NumberSetting
                  {...part}
                  settingKey="limits.max_pixels"
                  unit={1e6}
                  suffix=" MP"
                  label={t("program.maxPixels")}
                  hint={t("set.maxPixelsHint")}
                  min={1}
                  max={4000}
                />
                <NumberSetting
                  {...part}
                  settingKey="limits.max_bytes"
                  unit={MIB}
                  suffix=" MiB"
                  label={t("program.maxBytes")}
                  hint={t("set.maxBytesHint")}
                  min={1}
                  max={65_536}
                />
              </section>
              <section className={frame.card} aria-labelledby="workers">
                <Title order={2} id="workers" className={classes.heading}>
                  {t("program.workers")}
                </Title>
                <NumberSetting
                  {...part}
                  settingKey="worker.count"
                  label={t("set.workers")}
                  hint={t("set.workersHint")}
                  min={0}
                  max={64}
                />
                <NumberSetting
                  {...part}
                  settingKey="worker.page_timeout"
                  suffix=" s"
                  label={t("set.pageTimeout")}
                  hint={t("set.pageTimeoutHint")}
                  min={1}
                  max={3600}
                />
                <NumberSetting
                  {...part}
                  settingKey="worker.max_memory"
                  unit={MIB}
                  suffix=" MiB"
                  label={t("set.maxMemory")}
                  hint={t("set.maxMemoryHint")}
                  min={200}
                  max={65_536}
                />
                <NumberSetting
                  {...part}
                  settingKey="worker.max_pages"
                  label={t("set.workerPages")}
                  hint={t("set.workerPagesHint")}
                  min={1}
                  max={10_000}
                />
              </section>
            </>
          );
        }}
      </Loaded>
    </>
  );
}

interface PartProps {
  list: SettingList;
  onSave(values: Record<string, unknown>): void;
}

function Languages({ list, onSave }: PartProps) {
  const { t, language } = useI18n();
  const installed = (useProgramStatus().data?.engine.languages ?? []).filter((code) => code !== "osd");
  const names = new Intl.DisplayNames(language, { type: "language" });
  const all = settingOf(list, "ocr.languages");
  const bySource = settingOf(list, "ocr.by_source");
  if (!all || !bySource) return null;
  const chosen = (all.value ?? []) as string[];
  const own = (bySource.value ?? {}) as Record<string, string[]>;
  const data = [...new Set([...installed, ...chosen, ...Object.values(own).flat()])].map((code) => ({
    value: code,
    label: languageName(names, code),
  }));
  const orNull = (codes: readonly string[]) => (codes.length > 0 ? codes : null);
  const saveSource = (source: string, codes: string[]) => {
    const { [source]: _, ...others } = own;
    const next = codes.length > 0 ? { ...others, [source]: codes } : others;
    onSave({ "ocr.by_source": Object.keys(next).length > 0 ? next : null });
  };
  return (
    <section className={frame.card} aria-labelledby="languages">
      <Title order={2} id="languages" className={classes.heading}>
        {t("set.languagesTitle")}
      </Title>
      <SettingRow
        setting={all}
        label={t("set.languages")}
        hint={t("set.languagesHint")}
        usual={t("set.languagesFound")}
        onReset={() => onSave({ "ocr.languages": null })}
      >
        <MultiSelect
          aria-label={t("set.languages")}
          placeholder={chosen.length === 0 ? t("set.languagesFound") : undefined}
          disabled={all.from === "environment"}
          data={data}
          value={chosen}
          onChange={(codes) => onSave({ "ocr.languages": orNull(codes) })}
          searchable
          clearable
          clearButtonProps={{ "aria-label": t("set.reset") }}
        />
      </SettingRow>
      <SettingRow
        setting={bySource}
        label={t("set.bySource")}
        hint={t("set.bySourceHint")}
        usual={t("set.asAbove")}
        onReset={() => onSave({ "ocr.by_source": null })}
      >
        <div className={classes.sources}>
          {SOURCES.map((source) => (
            <MultiSelect
              key={source}
              size="xs"
              label={t(`source.${source}`)}
              placeholder={own[source] ? undefined : t("set.asAbove")}
              disabled={bySource.from === "environment"}
              data={data}
              value={own[source] ?? []}
              onChange={(codes) => saveSource(source, codes)}
              searchable
            />
          ))}
        </div>
      </SettingRow>
    </section>
  );
}
