import { Button, Group, Modal, Stack } from "@mantine/core";
import { useState } from "react";
import type { RetentionRule } from "@/api/types";
import { useI18n } from "@/i18n";
import { useAct } from "@/queries/admin";
import { usePreview } from "@/queries/upkeep";
import { ConfirmDelete } from "@/ui/ConfirmDelete";
import { Loaded } from "@/ui/Loaded";
import { PreviewTable } from "./PreviewTable";
import { draftOf, requestOf } from "./rule";

/** What a rule would remove now, and the button that does it. */
export function PreviewDialog({ rule, onClose }: { rule: RetentionRule; onClose(): void }) {
  const { t } = useI18n();
  const act = useAct();
  const query = usePreview(requestOf(draftOf(rule)));
  const [asking, setAsking] = useState(false);
  const total = query.data?.total ?? 0;
  const run = async () => {
    const done = await act(
      (admin) => admin.runRule(rule.id),
      (ran) => t("retention.ran", { count: ran.documents + ran.originals }),
    );
    if (done) onClose();
  };
  return (
    <>
      <Modal
        opened={!asking}
        onClose={onClose}
        title={t("retention.previewOf", { name: rule.name })}
        size="xl"
        closeButtonProps={{ "aria-label": t("common.close") }}
      >
        <Stack gap="md">
          <Loaded query={query}>{(preview) => <PreviewTable preview={preview} />}</Loaded>
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t("common.close")}
            </Button>
            {total > 0 && (
              <Button color="red" onClick={() => setAsking(true)}>
                {t("retention.run")}
              </Button>
            )}
          </Group>
        </Stack>
      </Modal>
      <ConfirmDelete
        opened={asking}
        title={t("retention.runTitle", { name: rule.name })}
        hint={t("retention.runHint", { count: total })}
        verb={t("retention.runVerb")}
        onClose={() => setAsking(false)}
        onConfirm={() => void run()}
      />
    </>
  );
}
