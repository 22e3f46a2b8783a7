import { Link } from "@tanstack/react-router";
import type { ExportHeld } from "@/api/exports";
import { useI18n } from "@/i18n";
import { Chip } from "@/ui/Chip";
import classes from "./Export.module.css";
import { issueWords } from "./words";

const MOST = 50;

/** Documents with something amiss: those held back first. */
export function Issues({ issues }: { issues: readonly ExportHeld[] }) {
  const i18n = useI18n();
  const { t } = i18n;
  if (issues.length === 0) return null;
  const sorted = [...issues].sort((a, b) => Number(b.held) - Number(a.held));
  return (
    <section className={classes.issues} aria-label={t("export.issues")}>
      <h2>{t("export.issues")}</h2>
      <ul>
        {sorted.slice(0, MOST).map((one) => (
          <li key={one.id}>
            <Chip tone={one.held ? "look" : "idle"}>{t(one.held ? "export.held" : "export.goesOut")}</Chip>
            <Link to="/documents/$id" params={{ id: one.id }}>
              {one.name}
            </Link>
            <span>{one.issues.map((issue) => issueWords(i18n, issue)).join("; ")}</span>
          </li>
        ))}
      </ul>
      {sorted.length > MOST && (
        <p className={classes.foot}>{t("export.moreIssues", { count: sorted.length - MOST })}</p>
      )}
    </section>
  );
}
