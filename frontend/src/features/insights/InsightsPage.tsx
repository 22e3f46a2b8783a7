import { SegmentedControl, Title } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { Insights } from "@/api/library";
import { useI18n } from "@/i18n";
import { useInsights } from "@/queries/library";
import { Loaded } from "@/ui/Loaded";
import { DayBars } from "./DayBars";
import { FieldTable } from "./FieldTable";
import classes from "./Insights.module.css";
import { sums } from "./insights";

const WINDOWS = [7, 30, 90, 365] as const;
const USUAL = 30;

/** What the last days brought: how much, how much of it by itself, and where a person had to help. */
export function InsightsPage() {
  const { t } = useI18n();
  const navigate = useNavigate();
  const days = useSearch({ from: "/insights" }).days ?? USUAL;
  const insights = useInsights(days);
  return (
    <div className={classes.scroll}>
      <div className={classes.page}>
        <header className={classes.head}>
          <div>
            <Title order={1} fz={20}>
              {t("insights.title")}
            </Title>
            <p className={classes.hint}>{t("insights.hint")}</p>
          </div>
          <SegmentedControl
            aria-label={t("insights.window")}
            data={WINDOWS.map((n) => ({ value: String(n), label: t("insights.days", { count: n }) }))}
            value={String(days)}
            onChange={(value) =>
              void navigate({
                to: "/insights",
                search: Number(value) === USUAL ? {} : { days: Number(value) },
                replace: true,
              })
            }
          />
        </header>
        <Loaded query={insights}>{(found) => <Found insights={found} />}</Loaded>
      </div>
    </div>
  );
}

function Found({ insights }: { insights: Insights }) {
  const { t, format, language } = useI18n();
  const all = sums(insights);
  const seconds = new Intl.NumberFormat(language, {
    style: "unit",
    unit: "second",
    unitDisplay: "narrow",
    maximumFractionDigits: 1,
  });
  const share = (part: number, whole: number) => (whole > 0 ? format.percent(part / whole) : "–");
  const figures: [string, string, string][] = [
    [t("insights.documents"), format.number(all.documents), t("insights.pages", { count: all.pages })],
    [
      t("insights.alone"),
      share(all.through, all.read),
      t("insights.aloneNote", { count: all.through, read: all.read }),
    ],
    [
      t("insights.unseen"),
      share(all.unseen, all.values),
      t("insights.unseenNote", { count: all.unseen, values: all.values }),
    ],
    [
      t("insights.median"),
      insights.reading.documents > 0 ? seconds.format(insights.reading.median_seconds) : "–",
      insights.reading.documents > 0
        ? t("insights.longest", { time: seconds.format(insights.reading.longest_seconds) })
        : "",
    ],
  ];
  return (
    <>
      <dl className={classes.figures}>
        {figures.map(([name, value, note]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value}
              <small>{note}</small>
            </dd>
          </div>
        ))}
      </dl>
      {all.documents === 0 ? (
        <p className={classes.none}>{t("insights.none")}</p>
      ) : (
        <>
          <DayBars days={insights.days} />
          <FieldTable fields={insights.fields} />
        </>
      )}
    </>
  );
}
