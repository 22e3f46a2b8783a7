/** Formats for one language. Values stay as they are when they are not what they should be. */
export interface Formats {
  /** A normalised date, YYYY-MM-DD. */
  date(value: string): string;
  /** A plain decimal string, with two places. */
  money(value: string): string;
  /** An amount with the mark of a currency's code. */
  total(value: string, currency: string | null): string;
  /** An instant, as short as it can be told: the time today, else the day. */
  instant(iso: string, now?: Date): string;
  /** An instant in full, for titles. */
  instantFull(iso: string): string;
  /** 0 to 1 as whole per cent; never 100 % for what is less, nor 0 % for what is more. */
  percent(fraction: number): string;
  number(value: number): string;
  /** A size in bytes with a unit of 1000s. */
  bytes(value: number): string;
}

/** Makes the formats of a language. */
export function makeFormats(language: string): Formats {
  const date = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });
  const money = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const number = new Intl.NumberFormat(language);
  const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" });
  const day = new Intl.DateTimeFormat(language, { day: "numeric", month: "short" });
  const full = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  const percent = new Intl.NumberFormat(language, { style: "percent" });
  const formats: Formats = {
    date: (value) => {
      const at = /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00:00Z`) : null;
      return at && !Number.isNaN(at.valueOf()) ? date.format(at) : value;
    },
    money: (value) => (/^-?\d+(\.\d+)?$/.test(value) ? money.format(Number(value)) : value),
    total: (value, currency) => `${formats.money(value)}${currency ? `\u00a0${currency}` : ""}`,
    instant: (iso, now = new Date()) => {
      const at = new Date(iso);
      if (Number.isNaN(at.valueOf())) return iso;
      return at.toDateString() === now.toDateString() ? clock.format(at) : day.format(at);
    },
    instantFull: (iso) => {
      const at = new Date(iso);
      return Number.isNaN(at.valueOf()) ? iso : full.format(at);
    },
    percent: (fraction) => {
      const rounded = Math.round(fraction * 100);
      if (rounded === 0 && fraction > 0) return `<${percent.format(0.01)}`;
      return percent.format((rounded === 100 && fraction < 1 ? 99 : rounded) / 100);
    },
    number: (value) => number.format(value),
    bytes: (value) => {
      const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
      const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, value)) / 3));
      return new Intl.NumberFormat(language, {
        style: "unit",
        unit: units[step],
        unitDisplay: step === 0 ? "long" : "short",
        maximumFractionDigits: step > 1 ? 1 : 0,
      }).format(value / 1000 ** step);
    },
  };
  return formats;
}
