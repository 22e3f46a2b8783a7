import type { I18n } from "@/i18n";
import type { Chip } from "./choices";

/** A chip's few words. */
export function chipWords({ t, name, format }: Pick<I18n, "t" | "name" | "format">, chip: Chip): string {
  switch (chip.kind) {
    case "missing":
      return t("review.missing");
    case "alike":
      return t("review.alike", { read: chip.read, other: chip.other });
    case "off":
      return t("review.off", { amount: format.money(chip.by) });
    case "rule":
      return name("rule", chip.rule);
    case "reason":
      return t(`reason.${chip.reason}`);
    case "sure":
      return t("review.sure", { percent: format.percent(chip.confidence) });
  }
}

/** A length of time in few words. */
export function timeWords({ t }: Pick<I18n, "t">, ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return t("review.seconds", { count: seconds });
  return t("review.minutes", { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
}
