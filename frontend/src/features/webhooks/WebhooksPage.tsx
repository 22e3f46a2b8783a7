import { Button } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useActionKeys } from "@/actions/useActionKeys";
import { type WebhookContext, webhookActions } from "@/actions/webhooks";
import { Empty, PageHead } from "@/features/settings/PageHead";
import classes from "@/features/settings/Settings.module.css";
import { useI18n } from "@/i18n";
import { useWebhooks } from "@/queries/admin";
import { ActionButton } from "@/ui/ActionButton";
import { Loaded } from "@/ui/Loaded";
import { EndpointForm } from "./EndpointForm";
import { WebhookTable } from "./WebhookTable";
import { WebhookTabs } from "./WebhookTabs";

const nothing = () => {};

/** The endpoints that are told what happens. */
export function WebhooksPage() {
  const { t } = useI18n();
  const navigate = useNavigate();
  const query = useWebhooks();
  const [creating, setCreating] = useState(false);
  const context: WebhookContext = {
    state: null,
    create: () => setCreating(true),
    back: nothing,
    test: nothing,
    edit: nothing,
    pause: async () => {},
    resume: async () => {},
    rotate: nothing,
    replayRange: nothing,
    remove: nothing,
  };
  useActionKeys(webhookActions, context);
  const create = (
    <ActionButton actions={webhookActions} id="webhook.create" context={context} variant="filled" />
  );
  const open = (id: string) => void navigate({ to: "/settings/webhooks/$id", params: { id } });
  return (
    <>
      <PageHead title={t("settings.webhooks")} hint={t("webhook.hint")}>
        {(query.data?.length ?? 0) > 0 && create}
      </PageHead>
      <WebhookTabs />
      <Loaded query={query}>
        {(endpoints) =>
          endpoints.length === 0 ? (
            <Empty title={t("webhook.emptyTitle")} hint={t("webhook.emptyHint")}>
              <div className={classes.bar}>
                {create}
                <Button variant="default" component={Link} to="/settings/webhooks/receiver">
                  {t("webhook.tab.receiver")}
                </Button>
              </div>
            </Empty>
          ) : (
            <WebhookTable endpoints={endpoints} />
          )
        }
      </Loaded>
      <EndpointForm opened={creating} endpoint={null} onClose={() => setCreating(false)} onMade={open} />
    </>
  );
}
