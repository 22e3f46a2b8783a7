import {
  IconArchive,
  IconBook2,
  IconClockX,
  IconEyeCheck,
  IconFileDescription,
  IconFolderSearch,
  IconInfoCircle,
  IconKey,
  IconListDetails,
  IconPalette,
  IconScan,
  IconShieldLock,
  IconWebhook,
} from "@tabler/icons-react";
import type { MessageKey } from "@/i18n";

/** A page behind the cogwheel. */
export interface Section {
  to:
    | "/settings"
    | "/settings/types"
    | "/settings/folders"
    | "/settings/webhooks"
    | "/settings/tokens"
    | "/settings/look"
    | "/settings/reading"
    | "/settings/privacy"
    | "/settings/appearance"
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
    label: "settings.group.documents",
    sections: [
      { to: "/settings/look", label: "settings.look", icon: IconEyeCheck },
      { to: "/settings/reading", label: "settings.reading", icon: IconScan },
      { to: "/settings/types", label: "settings.types", icon: IconFileDescription },
    ],
  },
  {
    label: "settings.group.connections",
    sections: [
      { to: "/settings/folders", label: "settings.folders", icon: IconFolderSearch },
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
    sections: [
      { to: "/settings/appearance", label: "settings.appearance", icon: IconPalette },
      { to: "/settings/privacy", label: "settings.privacy", icon: IconShieldLock },
      { to: "/settings", label: "settings.program", icon: IconInfoCircle, exact: true },
    ],
  },
];

export const docsIcon = IconBook2;
