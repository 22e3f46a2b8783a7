import { Link } from "@tanstack/react-router";
import classes from "@/features/settings/Settings.module.css";
import { useI18n } from "@/i18n";

/** The way between the pages of webhooks. */
export function WebhookTabs() {
  const { t } = useI18n();
  const exact = { activeOptions: { exact: true }, className: classes.tab } as const;
  return (
    <nav className={classes.tabs} aria-label={t("settings.webhooks")}>
      <Link to="/settings/webhooks" {...exact}>
        {t("webhook.tab.endpoints")}
      </Link>
      <Link to="/settings/webhooks/dead-letters" {...exact}>
        {t("webhook.tab.dead")}
      </Link>
      <Link to="/settings/webhooks/receiver" {...exact}>
        {t("webhook.tab.receiver")}
      </Link>
    </nav>
  );
}
