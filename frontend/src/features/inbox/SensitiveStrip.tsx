import { Text } from "@mantine/core";
import { IconShieldLock } from "@tabler/icons-react";
import { sensitiveActions } from "@/actions/sensitive";
import { useI18n } from "@/i18n";
import { useKeepingOffer } from "@/queries/sensitive";
import { ActionButton } from "@/ui/ActionButton";
import classes from "./Strips.module.css";

/** When the first sensitive document has come: whether such are to be kept for a short time only. */
export function SensitiveStrip() {
  const { t, name } = useI18n();
  const { offer, accept, decline } = useKeepingOffer();
  if (!offer) return null;
  const types = (offer.types ?? []).map((type) => name("type", type)).join(", ");
  const context = {
    offered: true,
    accept: () => accept(t("sensitive.ruleName", { types })),
    decline,
  };
  return (
    <div className={classes.strip} role="region" aria-label={t("sensitive.title")}>
      <IconShieldLock size={16} stroke={1.6} aria-hidden />
      <Text size="sm" className={classes.text}>
        {t("sensitive.offer", { types, count: offer.days })}
      </Text>
      <ActionButton actions={sensitiveActions} id="sensitive.decline" context={context} size="compact-sm" />
      <ActionButton
        actions={sensitiveActions}
        id="sensitive.accept"
        context={context}
        size="compact-sm"
        variant="filled"
      />
    </div>
  );
}
