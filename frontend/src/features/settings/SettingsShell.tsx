import { Link, Outlet } from "@tanstack/react-router";
import { useI18n } from "@/i18n";
import { DocsLink } from "./DocsLink";
import classes from "./Settings.module.css";
import { groups } from "./sections";

/** What surrounds the pages behind the cogwheel: the way between them. */
export function SettingsShell() {
  const { t } = useI18n();
  return (
    <div className={classes.shell}>
      <nav className={classes.nav} aria-label={t("settings.title")}>
        {groups.map((group) => (
          <div key={group.label}>
            <h2 className={classes.group}>{t(group.label)}</h2>
            <ul>
              {group.sections.map(({ to, label, icon: Icon, exact }) => (
                <li key={to}>
                  <Link to={to} activeOptions={{ exact: exact ?? false }} className={classes.link}>
                    <Icon size={17} stroke={1.6} aria-hidden />
                    {t(label)}
                  </Link>
                </li>
              ))}
              {group.label === "settings.group.connections" && (
                <li>
                  <DocsLink className={classes.link} />
                </li>
              )}
            </ul>
          </div>
        ))}
      </nav>
      {/* It scrolls, and some pages have nothing that takes the focus. */}
      <div className={classes.content} role="region" aria-label={t("settings.page")} tabIndex={0}>
        <div className={classes.page}>
          <Outlet />
        </div>
      </div>
    </div>
  );
}
