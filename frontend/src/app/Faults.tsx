import { Anchor, Button, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useI18n } from "@/i18n";
import { useConnection } from "@/queries/hooks";

/** A page that only has something to say. */
export function Notice({ title, hint, children }: { title: string; hint?: string; children?: ReactNode }) {
  return (
    <Stack align="center" justify="center" h="100%" p="xl" gap="sm">
      <Title order={1} fz={20} ta="center">
        {title}
      </Title>
      {hint && (
        <Text c="var(--dc-muted)" maw={480} ta="center">
          {hint}
        </Text>
      )}
      {children}
    </Stack>
  );
}

/** For an address that leads nowhere. */
export function NotFound() {
  const { t } = useI18n();
  return (
    <Notice title={t("app.notFound")}>
      <Anchor component={Link} to="/">
        {t("app.toInbox")}
      </Anchor>
    </Notice>
  );
}

/** For a fault of ours, or a page that cannot be fetched; the documents are not touched by it. */
export function PageError() {
  const { t } = useI18n();
  const away = useConnection() === "lost";
  return (
    <Notice
      title={t(away ? "app.unreachableTitle" : "app.brokenTitle")}
      hint={t(away ? "app.awayHint" : "app.brokenHint")}
    >
      <Button onClick={() => window.location.reload()}>{t("app.reload")}</Button>
    </Notice>
  );
}
