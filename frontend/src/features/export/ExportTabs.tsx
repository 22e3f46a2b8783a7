import { Link } from "@tanstack/react-router";
import settings from "@/features/settings/Settings.module.css";
import { useI18n } from "@/i18n";

/** The ways between what is exported and what was. */
export function ExportTabs() {
  const { t } = useI18n();
  return (
    <nav className={settings.tabs} aria-label={t("export.title")}>
      <Link
        to="/export"
        search={{}}
        activeOptions={{ exact: true, includeSearch: false }}
        className={settings.tab}
      >
        {t("export.tab.export")}
      </Link>
      <Link to="/export/runs" className={settings.tab}>
        {t("export.tab.runs")}
      </Link>
    </nav>
  );
}
