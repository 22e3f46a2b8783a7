import { Button } from "@mantine/core";
import type { Endpoint } from "@/api/types";
import { useI18n } from "@/i18n";
import { useAct } from "@/queries/admin";
import { Note } from "@/ui/Note";
import { healthOf } from "./delivery";

/** What is wrong with the endpoint, or goes on with its secret, each with what can be done. */
export function EndpointNotes({ endpoint }: { endpoint: Endpoint }) {
  const { t, name, format } = useI18n();
  const act = useAct();
  const { id, dead_letters: dead } = endpoint;
  const health = healthOf(endpoint);
  const again = () =>
    act(
      (admin) => admin.replay(id, { failed: true }),
      (count) => t("webhook.replayed", { count }),
    );
  const resume = (missed: boolean) =>
    act(
      async (admin) => {
        await admin.resumeWebhook(id);
        return missed ? admin.replay(id, { failed: true }) : 0;
      },
      (count) => (missed ? t("webhook.replayed", { count }) : t("webhook.resumedSaid")),
    );
  return (
    <>
      {health === "disabled" && (
        <Note
          tone="failed"
          title={`${t("webhook.health.disabled")}: ${name("disabled", endpoint.reason)}`}
          actions={
            <Button size="xs" onClick={() => void resume(dead > 0)}>
              {dead > 0 ? t("webhook.resumeAll", { count: dead }) : t("action.webhook.resume")}
            </Button>
          }
        >
          {t("webhook.disabledHint")}
        </Note>
      )}
      {health === "paused" && <Note title={t("webhook.pausedHint", { count: endpoint.waiting })} />}
      {health === "failing" && (
        <Note
          tone="look"
          title={t("webhook.failingSince", { when: format.instantFull(endpoint.failing_since ?? "") })}
        >
          {t("webhook.failingHint")}
        </Note>
      )}
      {health !== "disabled" && dead > 0 && (
        <Note
          tone="failed"
          title={t("webhook.dead", { count: dead })}
          actions={
            <Button size="xs" variant="default" onClick={() => void again()}>
              {t("webhook.replayFailed")}
            </Button>
          }
        />
      )}
      {endpoint.previous_secret_until && (
        <Note
          title={t("webhook.twoSecrets", { when: format.instantFull(endpoint.previous_secret_until) })}
          actions={
            <Button
              size="xs"
              variant="default"
              onClick={() =>
                void act(
                  (admin) => admin.revokeSecret(id),
                  () => t("webhook.secretRevoked"),
                )
              }
            >
              {t("webhook.revokeNow")}
            </Button>
          }
        />
      )}
    </>
  );
}
