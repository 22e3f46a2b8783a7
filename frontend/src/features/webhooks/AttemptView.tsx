import { Stack } from "@mantine/core";
import type { DeliveryAttempt } from "@/api/types";
import { useI18n } from "@/i18n";
import { duration } from "@/lib/duration";
import { Chip } from "@/ui/Chip";
import { CodeBlock } from "@/ui/CodeBlock";
import { arrived, headerLines, readable } from "./delivery";
import { faultWords } from "./words";

/** How one try went, in a line. */
export function AttemptLine({ attempt }: { attempt: DeliveryAttempt }) {
  const i18n = useI18n();
  const { t, language } = i18n;
  const took = duration(attempt.took_ms, language);
  return (
    <Chip tone={arrived(attempt) ? "ready" : "failed"}>
      {arrived(attempt)
        ? t("webhook.answeredIn", { status: String(attempt.status), took })
        : t("webhook.failedIn", { why: faultWords(i18n, attempt.error), took })}
    </Chip>
  );
}

/** What was sent and what came back. */
export function AttemptView({ attempt, body }: { attempt: DeliveryAttempt; body?: string }) {
  const { t } = useI18n();
  const answered = attempt.status > 0;
  return (
    <Stack gap="sm">
      <CodeBlock label={t("webhook.requestHeaders")}>{headerLines(attempt.request_headers)}</CodeBlock>
      {body !== undefined && <CodeBlock label={t("webhook.requestBody")}>{readable(body)}</CodeBlock>}
      {answered && (
        <CodeBlock label={t("webhook.answerHeaders", { status: String(attempt.status) })}>
          {headerLines(attempt.response_headers) || t("webhook.nothing")}
        </CodeBlock>
      )}
      {answered && (
        <CodeBlock label={attempt.truncated ? t("webhook.answerCut") : t("webhook.answerBody")}>
          {attempt.response_body || t("webhook.nothing")}
        </CodeBlock>
      )}
    </Stack>
  );
}
