const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A span of milliseconds in the largest unit that fits it, such as "340 ms", "4.2 sec" or "3 days". */
export function duration(ms: number, language: string): string {
  const say = (value: number, unit: string, digits = 0) =>
    new Intl.NumberFormat(language, {
      style: "unit",
      unit,
      unitDisplay: unit === "day" ? "long" : "short",
      maximumFractionDigits: digits,
    }).format(value);
  if (ms < 1000) return say(Math.round(ms), "millisecond");
  if (ms < MINUTE) return say(ms / 1000, "second", ms < 10_000 ? 1 : 0);
  if (ms < HOUR) return say(Math.round(ms / MINUTE), "minute");
  if (ms < 2 * DAY) return say(Math.round(ms / HOUR), "hour");
  return say(Math.round(ms / DAY), "day");
}

/** How long ago an instant was, or how far off it is: "3 minutes ago", "in 5 days". */
export function ago(iso: string, language: string, now: number = Date.now()): string {
  const ms = Date.parse(iso) - now;
  if (Number.isNaN(ms)) return iso;
  const say = (value: number, unit: Intl.RelativeTimeFormatUnit) =>
    new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(Math.round(value), unit);
  const span = Math.abs(ms);
  if (span < 5_000) return say(0, "second");
  if (span < MINUTE) return say(ms / 1000, "second");
  if (span < HOUR) return say(ms / MINUTE, "minute");
  if (span < DAY) return say(ms / HOUR, "hour");
  return say(ms / DAY, "day");
}
