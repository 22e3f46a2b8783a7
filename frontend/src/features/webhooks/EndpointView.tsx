import { ActionIcon, Anchor, Menu } from "@mantine/core";
import { IconArrowLeft, IconDots } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useActionKeys } from "@/actions/useActionKeys";
import { type WebhookContext, webhookActions } from "@/actions/webhooks";
import type { Endpoint } from "@/api/types";
import { PageHead } from "@/features/settings/PageHead";
import classes from "@/features/settings/Settings.module.css";
import { useI18n } from "@/i18n";
import { useAct } from "@/queries/admin";
import { ActionButton } from "@/ui/ActionButton";
import { ConfirmDelete } from "@/ui/ConfirmDelete";
import { DeliveryLog } from "./DeliveryLog";
import { nameOf } from "./delivery";
import { EndpointFacts } from "./EndpointFacts";
import { EndpointForm } from "./EndpointForm";
import { EndpointNotes } from "./EndpointNotes";
import { ReplayRange } from "./ReplayRange";
import { RotateDialog } from "./RotateDialog";
import { TestDrawer } from "./TestDrawer";
import { HealthChip } from "./WebhookTable";

type Open = "test" | "edit" | "rotate" | "range" | "delete" | null;

/** An endpoint: how it does, what it gets, and everything that was sent to it. */
export function EndpointView({ endpoint, onBack }: { endpoint: Endpoint; onBack(): void }) {
  const { t } = useI18n();
  const act = useAct();
  const [open, setOpen] = useState<Open>(null);
  const { id, state } = endpoint;
  const close = () => setOpen(null);
  const context: WebhookContext = {
    state,
    create: () => {},
    back: onBack,
    test: () => setOpen("test"),
    edit: () => setOpen("edit"),
    pause: async () =>
      void (await act(
        (admin) => admin.pauseWebhook(id),
        () => t("webhook.pausedSaid"),
      )),
    resume: async () =>
      void (await act(
        (admin) => admin.resumeWebhook(id),
        () => t("webhook.resumedSaid"),
      )),
    rotate: () => setOpen("rotate"),
    replayRange: () => setOpen("range"),
    remove: () => setOpen("delete"),
  };
  useActionKeys(webhookActions, context);
  const remove = async () => {
    const gone = await act(
      async (admin) => {
        await admin.deleteWebhook(id);
        return true;
      },
      () => t("webhook.deletedSaid"),
    );
    if (gone) onBack();
  };
  const button = { actions: webhookActions, context };
  return (
    <>
      <Anchor component={Link} to="/settings/webhooks" size="sm" className={classes.bar} style={{ gap: 4 }}>
        <IconArrowLeft size={15} aria-hidden />
        {t("action.webhook.back")}
      </Anchor>
      <PageHead
        title={nameOf(endpoint)}
        hint={
          <>
            <div className={classes.mono}>{endpoint.url}</div>
            <HealthChip endpoint={endpoint} brief />
          </>
        }
      >
        <ActionButton {...button} id="webhook.test" variant="filled" />
        <ActionButton {...button} id="webhook.resume" />
        <ActionButton {...button} id="webhook.pause" />
        <ActionButton {...button} id="webhook.edit" />
        <MoreMenu context={context} />
      </PageHead>
      <EndpointNotes endpoint={endpoint} />
      <EndpointFacts endpoint={endpoint} />
      <DeliveryLog endpoint={endpoint} onRange={context.replayRange} />
      <TestDrawer opened={open === "test"} endpoint={endpoint} onClose={close} />
      <EndpointForm opened={open === "edit"} endpoint={endpoint} onClose={close} />
      <RotateDialog opened={open === "rotate"} endpoint={endpoint} onClose={close} />
      <ReplayRange opened={open === "range"} endpoint={endpoint} onClose={close} />
      <ConfirmDelete
        opened={open === "delete"}
        title={t("webhook.deleteTitle", { name: nameOf(endpoint) })}
        hint={t("webhook.deleteHint")}
        onClose={close}
        onConfirm={() => void remove()}
      />
    </>
  );
}

/** The verbs that are seldom wanted. */
function MoreMenu({ context }: { context: WebhookContext }) {
  const { t } = useI18n();
  const seldom = ["webhook.rotate", "webhook.replayRange", "webhook.delete"];
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={t("common.more")}>
          <IconDots size={18} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown aria-label={t("common.more")}>
        {webhookActions
          .filter((action) => seldom.includes(action.id) && action.when(context))
          .map((action) => (
            <Menu.Item
              key={action.id}
              c={action.id === "webhook.delete" ? "var(--dc-failed)" : undefined}
              onClick={() => void action.run(context)}
            >
              {t(action.label)}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}
