import {
  IconArchive,
  IconBook2,
  IconClockX,
  IconInfoCircle,
  IconKey,
  IconListDetails,
  IconWebhook,
} from "@tabler/icons-react";
import type { MessageKey } from "@/i18n";

/** A page behind the cogwheel. */
export interface Section {
  to:
    | "/settings"
    | "/settings/webhooks"
    | "/settings/tokens"
    | "/settings/backup"
    | "/settings/retention"
    | "/settings/audit";
  label: Extract<MessageKey, `settings.${string}`>;
  icon: typeof IconKey;
  /** Shown as current on its own address only, not below it. */
  exact?: boolean;
}

/** A heading with its pages. Further pages find their place here. */
export interface SectionGroup {
  label: Extract<MessageKey, `settings.${string}`>;
  sections: readonly Section[];
}

export const groups: readonly SectionGroup[] = [
  {
    label: "settings.group.connections",
    sections: [
      { to: "/settings/webhooks", label: "settings.webhooks", icon: IconWebhook },
      { to: "/settings/tokens", label: "settings.tokens", icon: IconKey },
    ],
  },
  {
    label: "settings.group.records",
    sections: [
      { to: "/settings/backup", label: "settings.backup", icon: IconArchive },
      { to: "/settings/retention", label: "settings.retention", icon: IconClockX },
      { to: "/settings/audit", label: "settings.audit", icon: IconListDetails },
    ],
  },
  {
    label: "settings.group.program",
    sections: [{ to: "/settings", label: "settings.program", icon: IconInfoCircle, exact: true }],
  },
];

export const docsIcon = IconBook2;
