import type { Endpoint } from "@/api/types";
import { Facts } from "@/features/settings/Facts";
import classes from "@/features/settings/Settings.module.css";
import { useI18n } from "@/i18n";
import { useFolders } from "@/queries/folders";
import { When } from "@/ui/When";
import { scopeWords } from "./words";

/** What the endpoint gets and how that went. */
export function EndpointFacts({ endpoint }: { endpoint: Endpoint }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { auth } = endpoint;
  const folders = useFolders().data;
  return (
    <section className={classes.card} aria-label={t("webhook.facts")}>
      <Facts
        facts={[
          {
            name: t("webhook.col.events"),
            value: endpoint.events.length > 0 ? endpoint.events.join(", ") : t("webhook.allEvents"),
          },
          { name: t("webhook.col.scope"), value: scopeWords(i18n, endpoint.scope, folders) },
          {
            name: t("webhook.payload"),
            value: t(`webhook.payload.${endpoint.payload}`),
          },
          {
            name: t("webhook.auth"),
            value: auth.name
              ? `${t(`webhook.auth.${auth.kind}`)}: ${auth.name}`
              : t(`webhook.auth.${auth.kind}`),
          },
          { name: t("webhook.addresses"), value: endpoint.addresses.join(", ") },
          {
            name: t("webhook.delivered"),
            value: format.number(endpoint.delivered),
            note: t("webhook.waitingNote", { count: endpoint.waiting }),
          },
          {
            name: t("webhook.lastSuccess"),
            value: <When at={endpoint.last_success_at} none={t("webhook.noneYet")} />,
          },
          {
            name: t("webhook.lastFailure"),
            value: <When at={endpoint.last_failure_at} none={t("webhook.noneYet")} />,
          },
        ]}
      />
    </section>
  );
}
