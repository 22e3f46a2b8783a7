import { Button, Loader } from "@mantine/core";
import type { ReactNode } from "react";
import { failureOf } from "@/api/errors";
import { Notice } from "@/app/Faults";
import { useI18n } from "@/i18n";
import { Note } from "./Note";

interface Props<T> {
  query: { data: T | undefined; error: unknown; isError: boolean; refetch(): unknown };
  children(data: T): ReactNode;
}

/** What a query brought; while it is under way and when it failed, that. Old data stays in sight. */
export function Loaded<T>({ query, children }: Props<T>) {
  const { t } = useI18n();
  if (query.data === undefined && !query.isError)
    return (
      <Notice title={t("app.loading")}>
        <Loader size={20} aria-hidden />
      </Notice>
    );
  return (
    <>
      {query.isError && <FailureNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.data !== undefined && children(query.data)}
    </>
  );
}

/** A failure in place: what happened, what to do. */
export function FailureNote({ error, onRetry }: { error: unknown; onRetry?(): void }) {
  const { t, failure } = useI18n();
  const { message, rest } = failure(failureOf(error));
  return (
    <Note
      tone="failed"
      alert
      title={message}
      actions={
        onRetry && (
          <Button size="xs" variant="default" onClick={onRetry}>
            {t("common.retry")}
          </Button>
        )
      }
    >
      {rest}
    </Note>
  );
}
