import { Button, CloseButton, Group, Progress, Text } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { useServices } from "@/app/context";
import { useI18n } from "@/i18n";
import { useDocument } from "@/queries/hooks";
import classes from "./Strips.module.css";
import { Unpacked } from "./Unpacked";
import type { Upload } from "./uploads";

/** Files on their way in, and those that could not be taken until they are dismissed. */
export function UploadStrip({ onShow }: { onShow(id: string): void }) {
  const { t } = useI18n();
  const { uploads } = useServices();
  const state = useSyncExternalStore(uploads.subscribe, uploads.snapshot);
  const refused = state.items.filter((u) => u.state === "refused");
  const unpacked = state.items.filter((u) => u.state === "unpacked");
  const duplicates = state.items.filter((u) => u.state === "duplicate");
  if (state.items.length === 0) return null;
  const words = refused.length + duplicates.length + unpacked.length;
  return (
    <section aria-label={t("upload.region")} className={classes.strips}>
      <Sending
        items={state.items}
        total={state.total}
        finished={state.finished}
        onCancel={() => uploads.cancel()}
      />
      {words > 0 && (
        <div className={classes.notes}>
          <ul className={classes.list}>
            {refused.map((u) => (
              <Refused
                key={u.key}
                upload={u}
                onRetry={() => uploads.retry(u.key)}
                onDismiss={() => uploads.dismiss(u.key)}
              />
            ))}
            {unpacked.map((u) => (
              <Unpacked key={u.key} upload={u} onDismiss={() => uploads.dismiss(u.key)} />
            ))}
            {duplicates.map((u) => (
              <Duplicate key={u.key} upload={u} onShow={onShow} onDismiss={() => uploads.dismiss(u.key)} />
            ))}
          </ul>
          {words > 1 && (
            <Button size="compact-sm" variant="subtle" color="gray" onClick={() => uploads.dismiss()}>
              {t("common.dismissAll")}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

function Sending(props: { items: readonly Upload[]; total: number; finished: number; onCancel(): void }) {
  const { t } = useI18n();
  const sending = props.items.filter((u) => u.state === "sending");
  if (sending.length === 0) return null;
  const part = sending.reduce((sum, u) => sum + u.fraction, 0);
  const words = t("upload.sending", { done: Math.min(props.total, props.finished + 1), total: props.total });
  return (
    <div className={classes.strip}>
      <Text size="sm">{words}</Text>
      <Progress.Root size={4} className={classes.bar}>
        <Progress.Section
          value={(100 * (props.finished + part)) / Math.max(1, props.total)}
          aria-label={words}
        />
      </Progress.Root>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={props.onCancel}>
        {t("upload.cancel")}
      </Button>
    </div>
  );
}

function Refused({ upload, onRetry, onDismiss }: { upload: Upload; onRetry(): void; onDismiss(): void }) {
  const { t, failure } = useI18n();
  const said = upload.failure && failure(upload.failure);
  return (
    <li className={classes.note} data-tone="failed">
      <Text size="sm" className={classes.text}>
        <b>{upload.name}</b> · {t("upload.refused")}: {said?.message}{" "}
        <span className={classes.hint}>{said?.rest}</span>
      </Text>
      <Group gap={4} wrap="nowrap">
        {upload.file && upload.failure?.class !== "terminal" && (
          <Button size="compact-sm" variant="subtle" onClick={onRetry}>
            {t("common.retry")}
          </Button>
        )}
        <CloseButton size="sm" aria-label={`${t("common.dismiss")}: ${upload.name}`} onClick={onDismiss} />
      </Group>
    </li>
  );
}

function Duplicate(props: { upload: Upload; onShow(id: string): void; onDismiss(): void }) {
  const { t, format } = useI18n();
  const id = props.upload.documentId ?? "";
  const { data } = useDocument(id);
  const when = data ? format.instantFull(data.source.received_at) : "…";
  return (
    <li className={classes.note}>
      <Text size="sm" className={classes.text}>
        {t("inbox.duplicate", { name: props.upload.name, when })}
      </Text>
      <Group gap={4} wrap="nowrap">
        <Button size="compact-sm" variant="subtle" onClick={() => props.onShow(id)}>
          {t("inbox.showRow")}
        </Button>
        <CloseButton
          size="sm"
          aria-label={`${t("common.dismiss")}: ${props.upload.name}`}
          onClick={props.onDismiss}
        />
      </Group>
    </li>
  );
}
