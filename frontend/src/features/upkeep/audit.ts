import type { I18n } from "@/i18n";

/** Who acted, for a person: a token by its name, the rest as they are called. */
export function actorWords(actor: string, name: I18n["name"]): string {
  if (actor.startsWith("token:")) return actor.slice("token:".length);
  return name("actor", actor || "program");
}

/** What else a line says, as short words; hashes of files are told apart by their start. */
export function detailsOf(data: Readonly<Record<string, unknown>> | undefined): string {
  return Object.entries(data ?? {})
    .map(([key, value]) => `${key.replaceAll("_", " ")} ${words(key, value)}`)
    .join(" · ");
}

function words(key: string, value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(", ");
  return key === "sha256" ? `${String(value).slice(0, 12)}…` : String(value);
}
