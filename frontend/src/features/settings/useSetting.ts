import { notifications } from "@mantine/notifications";
import { failureOf } from "@/api/errors";
import type { Setting, SettingList } from "@/api/library";
import { useI18n } from "@/i18n";
import { useChangeSettings } from "@/queries/library";

/** A setting by its key. */
export const settingOf = (list: SettingList, key: string): Setting | undefined =>
  list.settings.find((s) => s.key === key);

/** Changes settings and says how that went. */
export function useSave(): (values: Record<string, unknown>) => void {
  const { t, failure } = useI18n();
  const { mutate } = useChangeSettings();
  const tell = (message: string, color?: string) =>
    notifications.show({
      id: "settings",
      message,
      color,
      autoClose: color ? 8000 : 2000,
      closeButtonProps: { "aria-label": t("common.close") },
    });
  return (values) =>
    mutate(values, {
      onSuccess: () => {
        notifications.hide("settings");
        tell(t("set.saved"));
      },
      onError: (error) => {
        const { message, detail } = failure(failureOf(error));
        tell(`${message} ${detail}`.trim(), "red");
      },
    });
}
