import { Anchor } from "@mantine/core";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { ApiError } from "@/api/errors";
import { Notice } from "@/app/Faults";
import { useI18n } from "@/i18n";
import { useWebhook } from "@/queries/admin";
import { Loaded } from "@/ui/Loaded";
import { EndpointView } from "./EndpointView";

/** One endpoint at its own address. */
export function EndpointPage() {
  const { t } = useI18n();
  const { id } = useParams({ from: "/settings/webhooks/$id" });
  const navigate = useNavigate();
  const query = useWebhook(id);
  if (query.error instanceof ApiError && query.error.status === 404)
    return (
      <Notice title={t("webhook.gone")}>
        <Anchor component={Link} to="/settings/webhooks">
          {t("action.webhook.back")}
        </Anchor>
      </Notice>
    );
  return (
    <Loaded query={query}>
      {(endpoint) => (
        <EndpointView
          key={id}
          endpoint={endpoint}
          onBack={() => void navigate({ to: "/settings/webhooks" })}
        />
      )}
    </Loaded>
  );
}
