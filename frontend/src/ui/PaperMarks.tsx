import type { Box } from "@/api/types";
import { useI18n } from "@/i18n";
import classes from "./PaperMarks.module.css";

/** The outlines of the papers on a page, numbered; only to look at. */
export function PaperMarks({ papers }: { papers: readonly Box[] }) {
  const { t, format } = useI18n();
  return papers.map(([left, top, right, bottom], i) => (
    <span
      key={`${left} ${top} ${right} ${bottom}`}
      className={classes.paper}
      style={{
        left: percent(left),
        top: percent(top),
        width: percent(right - left),
        height: percent(bottom - top),
      }}
      role="img"
      aria-label={t("papers.number", { number: i + 1 })}
    >
      <span className={classes.number} aria-hidden>
        {format.number(i + 1)}
      </span>
    </span>
  ));
}

const percent = (fraction: number) => `${(100 * fraction).toFixed(3)}%`;
