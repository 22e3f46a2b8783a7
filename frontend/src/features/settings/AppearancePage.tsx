import { SegmentedControl, Text, useMantineColorScheme } from "@mantine/core";
import { type Language, useI18n } from "@/i18n";
import { PageHead } from "./PageHead";
import classes from "./Setting.module.css";
import frame from "./Settings.module.css";

/** Colours and language of this browser or window. */
export function AppearancePage() {
  const { t, language, setLanguage } = useI18n();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <PageHead title={t("settings.appearance")} hint={t("set.appearanceHint")} />
      <section className={frame.card} aria-label={t("settings.appearance")}>
        <div className={classes.row}>
          <Text size="sm" fw={600}>
            {t("header.theme")}
          </Text>
          <SegmentedControl
            aria-label={t("header.theme")}
            data={(["auto", "light", "dark"] as const).map((value) => ({
              value,
              label: t(`header.theme.${value}`),
            }))}
            value={colorScheme}
            onChange={(value) => setColorScheme(value as "auto" | "light" | "dark")}
          />
        </div>
        <div className={classes.row}>
          <Text size="sm" fw={600}>
            {t("header.language")}
          </Text>
          <SegmentedControl
            aria-label={t("header.language")}
            data={[
              { value: "en", label: "English" },
              { value: "de", label: "Deutsch" },
            ]}
            value={language}
            onChange={(value) => setLanguage(value as Language)}
          />
        </div>
      </section>
    </>
  );
}
