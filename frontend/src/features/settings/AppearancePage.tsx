import { Radio, SegmentedControl, Stack, Switch, Text, Title, useMantineColorScheme } from "@mantine/core";
import { useState } from "react";
import type { OnClose, Preferences } from "@/api/desk";
import { LANGUAGES } from "@/app/Header";
import { type LanguageChoice, useI18n } from "@/i18n";
import { askForNotices, noticePermission } from "@/lib/browserNotice";
import { inWindow } from "@/lib/desktop";
import { usePreferences, useSavePreferences } from "@/queries/desk";
import { Loaded } from "@/ui/Loaded";
import { PageHead } from "./PageHead";
import classes from "./Settings.module.css";

/** Language, colours, and how the program behaves on this computer. */
export function AppearancePage() {
  const { t } = useI18n();
  const preferences = usePreferences();
  return (
    <>
      <PageHead title={t("settings.appearance")} hint={t("look.hint")} />
      <section className={classes.card} aria-label={t("look.appearance")}>
        <Stack gap="md" className={classes.padded}>
          <Title order={2} fz={14}>
            {t("look.appearance")}
          </Title>
          <LanguageField />
          <ColourField />
        </Stack>
      </section>
      <Loaded query={preferences}>{(kept) => <Habits kept={kept} />}</Loaded>
    </>
  );
}

function LanguageField() {
  const { t, choice, setLanguage } = useI18n();
  return (
    <Radio.Group
      label={t("look.language")}
      description={inWindow() ? t("look.languageNote") : undefined}
      value={choice}
      onChange={(value) => setLanguage(value as LanguageChoice)}
    >
      <Stack gap="sm" mt="sm">
        <Radio value="system" label={t("look.language.system")} />
        {LANGUAGES.map(([code, name]) => (
          <Radio key={code} value={code} label={<span lang={code}>{name}</span>} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function ColourField() {
  const { t } = useI18n();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div>
      <Text size="sm" fw={600} mb={4} id="look-colours">
        {t("look.colours")}
      </Text>
      <SegmentedControl
        aria-labelledby="look-colours"
        value={colorScheme}
        onChange={(value) => setColorScheme(value as typeof colorScheme)}
        data={(["auto", "light", "dark"] as const).map((value) => ({
          value,
          label: t(`header.theme.${value}`),
        }))}
      />
    </div>
  );
}

const WAYS: readonly OnClose[] = ["ask", "background", "finish", "stop"];

function Habits({ kept }: { kept: Preferences }) {
  const { t } = useI18n();
  const save = useSavePreferences();
  const [permission, setPermission] = useState(noticePermission);
  const notify = async (on: boolean) => {
    save.mutate({ ...kept, notify: on });
    if (on && !inWindow()) setPermission(await askForNotices());
  };
  const blocked = !inWindow() && kept.notify;
  return (
    <section className={classes.card} aria-label={t("look.habits")}>
      <Stack gap="md" className={classes.padded}>
        <Title order={2} fz={14}>
          {t("look.habits")}
        </Title>
        <Switch
          label={t("look.notify")}
          description={t("look.notifyHint")}
          checked={kept.notify}
          onChange={(event) => void notify(event.currentTarget.checked)}
          error={
            blocked && permission === "denied"
              ? t("look.notifyBlocked")
              : blocked && permission === "none"
                ? t("look.notifyNone")
                : undefined
          }
        />
        <Radio.Group
          label={t("look.onClose")}
          value={kept.on_close}
          onChange={(value) => save.mutate({ ...kept, on_close: value as OnClose })}
        >
          <Stack gap="sm" mt="sm">
            {WAYS.map((way) => (
              <Radio key={way} value={way} label={t(`look.onClose.${way}`)} />
            ))}
          </Stack>
        </Radio.Group>
      </Stack>
    </section>
  );
}
