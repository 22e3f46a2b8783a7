import { Button } from "@mantine/core";
import { useState } from "react";
import type { InsightDay } from "@/api/library";
import { useI18n } from "@/i18n";
import classes from "./Insights.module.css";
import { ceiling, dayTotal, OUTCOMES } from "./insights";

/** Documents a day by what became of them, as bars or as a table. */
export function DayBars({ days }: { days: readonly InsightDay[] }) {
  const { t, format } = useI18n();
  const [table, setTable] = useState(false);
  const top = ceiling(Math.max(...days.map(dayTotal)));
  const shown = OUTCOMES.filter((o) => days.some((d) => d[o] > 0));
  return (
    <section className={classes.card} aria-labelledby="days">
      <div className={classes.cardHead}>
        <h2 id="days">{t("insights.byDay")}</h2>
        <Button size="compact-sm" variant="subtle" aria-pressed={table} onClick={() => setTable(!table)}>
          {table ? t("insights.asBars") : t("insights.asTable")}
        </Button>
      </div>
      {table ? (
        <DayTable days={days} />
      ) : (
        <>
          <div className={classes.chart} role="img" aria-label={t("insights.chart", { count: days.length })}>
            <span className={classes.top}>{format.number(top)}</span>
            {days.map((day) => (
              <div key={day.day} className={classes.day} title={dayWords(day)}>
                {OUTCOMES.map(
                  (o) =>
                    day[o] > 0 && (
                      <i key={o} data-outcome={o} style={{ height: `${(100 * day[o]) / top}%` }} />
                    ),
                )}
              </div>
            ))}
          </div>
          <div className={classes.axis} aria-hidden>
            <span>{format.date(days[0]?.day ?? "")}</span>
            <span>{format.date(days[days.length - 1]?.day ?? "")}</span>
          </div>
          <ul className={classes.legend}>
            {shown.map((o) => (
              <li key={o}>
                <i data-outcome={o} aria-hidden />
                {t(`insights.${o}`)}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );

  function dayWords(day: InsightDay): string {
    const parts = OUTCOMES.filter((o) => day[o] > 0).map((o) => `${t(`insights.${o}`)} ${day[o]}`);
    return [format.date(day.day), ...parts].join("\n");
  }
}

function DayTable({ days }: { days: readonly InsightDay[] }) {
  const { t, format } = useI18n();
  const filled = [...days].reverse().filter((day) => dayTotal(day) > 0);
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t("insights.day")}</th>
          {OUTCOMES.map((o) => (
            <th key={o} scope="col" data-right>
              {t(`insights.${o}`)}
            </th>
          ))}
          <th scope="col" data-right>
            {t("insights.perPage")}
          </th>
        </tr>
      </thead>
      <tbody>
        {filled.map((day) => (
          <tr key={day.day}>
            <th scope="row">{format.date(day.day)}</th>
            {OUTCOMES.map((o) => (
              <td key={o} data-right>
                {day[o] > 0 ? format.number(day[o]) : ""}
              </td>
            ))}
            <td data-right>{day.pages > 0 ? day.seconds_per_page.toFixed(1) : ""}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
