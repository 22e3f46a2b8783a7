import { Link } from "@tanstack/react-router";
import type { Premises } from "@/api/library";
import { type I18n, useI18n } from "@/i18n";
import { usePremises } from "@/queries/library";
import { FactSections } from "./FactSections";
import type { Fact } from "./Facts";
import { PageHead } from "./PageHead";
import classes from "./Settings.module.css";

/** Where the data lies, how much room it takes, and who can reach it. */
export function PrivacyPage() {
  const i18n = useI18n();
  const { t } = i18n;
  const premises = usePremises();
  return (
    <>
      <PageHead title={t("settings.privacy")} hint={t("privacy.hint")} />
      <FactSections query={premises} parts={(p) => parts(p, i18n)} />
    </>
  );
}

function parts(p: Premises, i18n: I18n): [string, Fact[]][] {
  return [
    [i18n.t("privacy.door"), doorFacts(p, i18n)],
    [i18n.t("privacy.storage"), storageFacts(p, i18n)],
  ];
}

function doorFacts(p: Premises, { t }: I18n): Fact[] {
  return [
    {
      name: t("privacy.listening"),
      value: p.listening || t("privacy.nowhere"),
      note: p.local ? t("privacy.local") : t("privacy.open"),
    },
    { name: t("privacy.encrypted"), value: p.encrypted ? t("privacy.tls") : t("privacy.plain") },
    {
      name: t("settings.tokens"),
      value: t("privacy.tokens", { count: p.tokens }),
      note: (
        <Link to="/settings/tokens" className={classes.inline}>
          {t("privacy.look")}
        </Link>
      ),
    },
    {
      name: t("settings.webhooks"),
      value: p.webhooks.length > 0 ? p.webhooks.join(", ") : t("privacy.noWebhooks"),
      note: (
        <Link to="/settings/webhooks" className={classes.inline}>
          {t("privacy.look")}
        </Link>
      ),
    },
    {
      name: t("privacy.key"),
      value: t(`privacy.key.${p.key_place as "none" | "file" | "key_store"}`),
      note: t("privacy.keyNote", { count: p.holdings.passwords }),
    },
  ];
}

function storageFacts(p: Premises, { t, format }: I18n): Fact[] {
  const { holdings: h } = p;
  return [
    { name: t("privacy.folder"), value: p.data_folder },
    {
      name: t("privacy.originals"),
      value: format.bytes(h.originals_bytes),
      note: t("inbox.shown", { count: h.documents }),
    },
    { name: t("privacy.database"), value: format.bytes(h.database_bytes), note: t("privacy.databaseNote") },
    { name: t("privacy.cache"), value: format.bytes(h.cache_bytes), note: t("privacy.cacheNote") },
    { name: t("privacy.free"), value: p.free_bytes < 0 ? "–" : format.bytes(p.free_bytes) },
    { name: t("privacy.oldest"), value: h.oldest_at ? format.instantFull(h.oldest_at) : "–" },
    { name: t("privacy.config"), value: p.config_file || "–" },
  ];
}
