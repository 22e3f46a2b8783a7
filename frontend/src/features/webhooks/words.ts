import type { Endpoint } from "@/api/types";
import type { I18n } from "@/i18n";
import { faultOf } from "./delivery";

/** What went wrong, as a sentence; empty where nothing did. */
export function faultWords({ t, name }: I18n, error: string): string {
  const fault = faultOf(error);
  if (!fault) return "";
  return fault.name === "status" ? t("fault.answered", { status: fault.status }) : name("fault", fault.name);
}

/** When a type of webhook is sent; the server's own words where it is new. */
export function whenWords({ t }: I18n, type: string, otherwise: string): string {
  const key = `hookWhen.${type}` as const;
  const said = (t as (key: string) => string)(key);
  return said === key ? otherwise : said;
}

/** What an endpoint hears of. */
export function scopeWords(
  { t, name }: I18n,
  { kind, value }: Endpoint["scope"],
  folders: readonly { id: string; name: string }[] = [],
): string {
  if (kind === "everything") return t("webhook.scope.everything");
  if (kind === "type") return t("webhook.scopeOf.type", { value: name("type", value) });
  if (kind === "folder")
    return t("webhook.scopeOf.folder", { value: folders.find(({ id }) => id === value)?.name ?? value });
  return t("webhook.scopeOf.token", { value });
}

/** Which events an endpoint gets, short. */
export function eventWords({ t }: I18n, events: readonly string[]): string {
  if (events.length === 0) return t("webhook.allEvents");
  return events.length <= 2 ? events.join(", ") : t("webhook.someEvents", { count: events.length });
}
