import { Progress, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { type Translate, useI18n } from "@/i18n";
import { NO_BATCH, spanOf, timeLeft } from "@/lib/estimate";
import { tabCounts } from "@/lib/status";
import { useBatch, useBeingRead, usePageProgress, useProgramStatus, useProgress } from "@/queries/hooks";
import { keys } from "@/queries/keys";
import { pagesLeft } from "@/queries/progress";
import classes from "./Strips.module.css";

/** How much of what is being read is done, and how long the rest will take. */
export function BatchStrip() {
  const { t } = useI18n();
  const client = useQueryClient();
  const batch = useBatch();
  const known = pagesLeft(useProgress());
  const counts = useProgramStatus().data?.counts;
  const working = tabCounts(counts ?? {}).working;
  const now = useNow(working > 0);

  useEffect(() => {
    if (counts && working === 0) client.setQueryData(keys.batch, NO_BATCH);
  }, [client, counts, working]);

  if (working === 0) return null;
  const total = batch.done + working;
  const left = timeLeft(
    batch,
    { documents: working, knownPages: known.pages, unknownDocuments: Math.max(0, working - known.documents) },
    now,
  );
  return (
    <div className={classes.strip}>
      <Text size="sm">{t("batch.progress", { done: batch.done, total })}</Text>
      <BeingRead />
      <Progress.Root size={4} className={classes.bar}>
        <Progress.Section
          color="var(--dc-working)"
          value={(100 * batch.done) / total}
          aria-label={t("batch.label")}
        />
      </Progress.Root>
      <Text size="sm" c="var(--dc-muted)" className={classes.time}>
        {left === null ? t("batch.measuring") : t("batch.left", { time: timeWords(t, left) })}
      </Text>
    </div>
  );
}

/** The document that is being read, and the way to it: in a list of the newest it is far below. */
function BeingRead() {
  const { t } = useI18n();
  const reading = useBeingRead();
  const progress = usePageProgress(reading?.id ?? "");
  if (!reading) return null;
  const pages = Math.max(progress?.pages ?? 0, reading.file.pages);
  const page = Math.min(pages, (progress?.read.length ?? 0) + 1);
  return (
    <Text size="sm" truncate className={classes.now}>
      {t("batch.now")}{" "}
      <Link to="/documents/$id" params={{ id: reading.id }} search={{ tab: "working", order: "asc" }}>
        {reading.file.name}
      </Link>
      {pages > 1 && `, ${t("batch.page", { page, pages })}`}
    </Text>
  );
}

function useNow(running: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [running]);
  return now;
}

/** A duration in words. */
export function timeWords(t: Translate, ms: number): string {
  const span = spanOf(ms);
  switch (span.unit) {
    case "moment":
      return t("time.moment");
    case "seconds":
      return t("time.seconds", { count: span.count });
    case "minutes":
      return t("time.minutes", { count: span.count });
    default:
      return t("time.hours", { hours: span.hours, minutes: span.minutes });
  }
}
