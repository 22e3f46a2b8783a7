import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useI18n } from "@/i18n";
import classes from "./Bars.module.css";

const REASONS = ["duplicate", "illegible", "unrelated", "incomplete"] as const;

/** Why a document is rejected: typed, or one of the usual reasons. */
export function RejectBar({ onReject, onClose }: { onReject(reason: string): void; onClose(): void }) {
  const { t } = useI18n();
  const [reason, setReason] = useState("");
  return (
    <div className={`${classes.bar} ${classes.reject}`} data-tone="look">
      <TextInput
        autoFocus
        size="sm"
        className={classes.grow}
        aria-label={t("review.rejectLabel")}
        placeholder={`${t("review.rejectLabel")} ${t("review.rejectHint")}`}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && reason.trim()) {
            event.preventDefault();
            onReject(reason.trim());
          } else if (event.key === "Escape") {
            event.preventDefault();
            onClose();
          }
        }}
      />
      {REASONS.map((why) => (
        <Button
          key={why}
          size="compact-sm"
          variant="default"
          onClick={() => onReject(t(`review.rejectWhy.${why}`))}
        >
          {t(`review.rejectWhy.${why}`)}
        </Button>
      ))}
      <Button size="compact-sm" variant="subtle" color="gray" onClick={onClose}>
        {t("common.cancel")}
      </Button>
    </div>
  );
}
