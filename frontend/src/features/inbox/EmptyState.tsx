import { Anchor, Button, Group, Text, Title } from "@mantine/core";
import { IconFileDownload, IconShieldLock } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useI18n } from "@/i18n";
import classes from "./EmptyState.module.css";

interface EmptyProps {
  onChoose(): void;
  onSamples(): void;
  /** The samples are on their way. */
  drawing: boolean;
}

/** What the inbox says before the first document: what to do and what will come of it. */
export function EmptyInbox({ onChoose, onSamples, drawing }: EmptyProps) {
  const { t } = useI18n();
  return (
    <div className={classes.place}>
      <div className={classes.card}>
        <IconFileDownload size={44} stroke={1.3} className={classes.icon} aria-hidden />
        <Title order={2} fz={20}>
          {t("inbox.emptyTitle")}
        </Title>
        <Text c="var(--dc-muted)" maw={520}>
          {t("inbox.emptyHint")}
        </Text>
        <Group mt={8} gap="sm">
          <Button onClick={onChoose}>{t("action.inbox.choose")}</Button>
          <Button variant="default" loading={drawing} onClick={onSamples}>
            {t("samples.try")}
          </Button>
        </Group>
        <Text size="sm" c="var(--dc-muted)">
          {t("samples.tryHint")}
        </Text>
        <ol className={classes.steps}>
          <li>{t("inbox.emptyStep1")}</li>
          <li>{t("inbox.emptyStep2")}</li>
          <li>{t("inbox.emptyStep3")}</li>
        </ol>
        <Text size="sm" className={classes.private}>
          <IconShieldLock size={16} stroke={1.6} aria-hidden /> {t("inbox.emptyPrivate")}
        </Text>
      </div>
    </div>
  );
}

/** When a filter or a search leaves nothing. */
export function NothingFound({ query }: { query: string }) {
  const { t } = useI18n();
  return (
    <div className={classes.place}>
      <div className={classes.plain}>
        <Title order={2} fz={16}>
          {t("inbox.noneTitle")}
        </Title>
        <Text c="var(--dc-muted)">{query ? t("inbox.noneSearch", { query }) : t("inbox.noneFilter")}</Text>
        <Anchor component={Link} to="/">
          {t("inbox.showAll")}
        </Anchor>
      </div>
    </div>
  );
}
