import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { ExportCounts } from "@/api/exports";
import { useI18n } from "@/i18n";
import classes from "./Export.module.css";
import type { ExportSearch } from "./search";
import { leftOut } from "./words";

interface Props {
  counts: ExportCounts;
  search: ExportSearch;
  onInclude(more: Partial<ExportSearch>): void;
}

/** What the file will not have, each with why, and the way to it or into the file. */
export function LeftOut({ counts, search, onInclude }: Props) {
  const i18n = useI18n();
  const { t } = i18n;
  const left = leftOut(i18n, counts, search.which);
  if (left.length === 0) return null;
  const take = (more: Partial<ExportSearch>, words: string) => (
    <Button size="compact-xs" variant="default" onClick={() => onInclude(more)}>
      {words}
    </Button>
  );
  const ways: Partial<Record<(typeof left)[number]["why"], ReactNode>> = {
    exported: take({ which: "all" }, t("export.takeAll", { count: counts.exported + counts.changed })),
    changed: take({ which: "changed" }, t("export.takeChanged", { count: counts.changed })),
    waiting: (
      <>
        {take({ review: true }, t("export.takeWaiting"))}
        <Link to="/" search={{ tab: "look" }}>
          {t("export.see")}
        </Link>
      </>
    ),
    reading: (
      <Link to="/" search={{ tab: "working" }}>
        {t("export.see")}
      </Link>
    ),
    others: (
      <Link to="/" search={{ sort: "type", order: "asc" }}>
        {t("export.seeByType")}
      </Link>
    ),
    failed: <Link to="/failed">{t("failed.whatHelps")}</Link>,
  };
  return (
    <section className={classes.left} aria-label={t("export.left")}>
      <h2>{t("export.left")}</h2>
      <ul>
        {left.map(({ why, words }) => (
          <li key={why}>
            <span>{words}</span>
            {ways[why]}
          </li>
        ))}
      </ul>
    </section>
  );
}
