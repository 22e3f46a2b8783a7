import { Button, Select } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { Endpoint } from "@/api/types";
import { LogSection } from "@/features/settings/LogSection";
import { useI18n } from "@/i18n";
import { useAct, useDeliveries, useWebhookKinds } from "@/queries/admin";
import { DeliveryDrawer } from "./DeliveryDrawer";
import { DeliveryTable } from "./DeliveryTable";
import { type DeliverySearch, SHOWN, type Shown, statesOf } from "./search";
import classes from "./Webhooks.module.css";

/** Everything that was sent to an endpoint, newest first; what is chosen can be sent again. */
export function DeliveryLog({ endpoint, onRange }: { endpoint: Endpoint; onRange(): void }) {
  const { t } = useI18n();
  const navigate = useNavigate();
  const search = useSearch({ from: "/settings/webhooks/$id" });
  const act = useAct();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const kinds = useWebhookKinds().data ?? [];
  const { id } = endpoint;
  const query = useDeliveries(id, { state: statesOf(search.show ?? "all"), type: search.type, limit: 50 });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.deliveries) ?? [], [query.data]);
  const show = (more: DeliverySearch) =>
    void navigate({
      to: "/settings/webhooks/$id",
      params: { id },
      search: { ...search, ...more },
      replace: true,
      resetScroll: false,
    });
  const again = async (ids: readonly string[]) => {
    const sent = await act(
      (admin) => admin.replay(id, { ids: [...ids] }),
      (count) => t("webhook.replayed", { count }),
    );
    if (sent !== undefined) setChosen([]);
  };
  const canSend = endpoint.state !== "disabled";
  return (
    <>
      <LogSection
        className={classes.log}
        title={t("webhook.log")}
        filter={{
          label: t("webhook.logFilter"),
          data: SHOWN.map((value) => ({ value, label: t(`webhook.shown.${value}`) })),
          value: search.show ?? "all",
          onChange: (value: Shown) => show({ show: value === "all" ? undefined : value }),
        }}
        tools={
          <>
            <Select
              size="xs"
              w={210}
              aria-label={t("webhook.logType")}
              placeholder={t("webhook.logType")}
              clearable
              clearButtonProps={{ "aria-label": t("webhook.logTypeClear") }}
              data={kinds.map(({ type }) => type).filter((type) => type !== "webhook.test")}
              value={search.type ?? null}
              onChange={(type) => show({ type: type ?? undefined })}
            />
            {canSend && (
              <Button size="xs" variant="default" onClick={onRange}>
                {t("action.webhook.replayRange")}
              </Button>
            )}
            {canSend && chosen.length > 0 && (
              <Button size="xs" onClick={() => void again(chosen)}>
                {t("webhook.sendChosen", { count: chosen.length })}
              </Button>
            )}
          </>
        }
        query={query}
        none={
          rows.length > 0 ? null : search.show || search.type ? t("webhook.logNone") : t("webhook.logEmpty")
        }
        more={t("webhook.logMore")}
      >
        <DeliveryTable
          deliveries={rows}
          chosen={canSend ? chosen : undefined}
          onChoose={setChosen}
          onOpen={(delivery) => show({ delivery })}
        />
      </LogSection>
      <DeliveryDrawer
        endpointID={id}
        delivery={search.delivery}
        canSend={canSend}
        onAgain={(one) => void again([one])}
        onClose={() => show({ delivery: undefined })}
      />
    </>
  );
}
