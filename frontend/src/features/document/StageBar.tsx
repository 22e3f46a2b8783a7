import { useI18n } from "@/i18n";
import classes from "./Story.module.css";

/** The stages in the order a page meets them. */
const STAGES = ["rasterize", "sheet", "prepare", "orient", "ocr", "judge", "language", "extract", "validate"];

interface Props {
  /** Milliseconds by stage, added over pages. */
  stages: Readonly<Record<string, number>>;
  /** Milliseconds of the longest bar beside this one. */
  longest: number;
}

/** Where the time of an attempt went: a small bar, and the same in words. */
export function StageBar({ stages, longest }: Props) {
  const { t, name, language } = useI18n();
  const place = (stage: string) => (STAGES.indexOf(stage) + STAGES.length + 1) % (STAGES.length + 1);
  const parts = Object.entries(stages)
    .filter(([, ms]) => ms > 0)
    .sort(([a], [b]) => place(a) - place(b));
  const total = parts.reduce((all, [, ms]) => all + ms, 0);
  if (total === 0) return null;
  const seconds = new Intl.NumberFormat(language, {
    style: "unit",
    unit: "second",
    unitDisplay: "narrow",
    maximumFractionDigits: 2,
  });
  return (
    <>
      <span className={classes.bar} style={{ width: `${Math.max(4, (100 * total) / longest)}%` }} aria-hidden>
        {parts.map(([stage, ms], i) => (
          <i key={stage} data-shade={i % 4} style={{ flexGrow: ms }} title={name("stage", stage)} />
        ))}
      </span>
      <span>
        {t("story.took", { time: seconds.format(total / 1000) })}:{" "}
        {parts.map(([stage, ms]) => `${name("stage", stage)} ${seconds.format(ms / 1000)}`).join(", ")}
      </span>
    </>
  );
}
