import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { type FileSearch, fileSearch } from "@/features/folders/search";
import { type AuditSearch, auditSearch } from "@/features/upkeep/search";
import { type DeliverySearch, deliverySearch } from "@/features/webhooks/search";
import { root } from "./root";

// Nobody waits for these pages to look at a document, so they are loaded when
// they are asked for.

const shell = createRoute({
  getParentRoute: () => root,
  path: "/settings",
  component: lazyRouteComponent(() => import("@/features/settings/SettingsShell"), "SettingsShell"),
});

const program = createRoute({
  getParentRoute: () => shell,
  path: "/",
  component: lazyRouteComponent(() => import("@/features/settings/ProgramPage"), "ProgramPage"),
});

const webhooks = createRoute({
  getParentRoute: () => shell,
  path: "/webhooks",
  component: lazyRouteComponent(() => import("@/features/webhooks/WebhooksPage"), "WebhooksPage"),
});

const deadLetters = createRoute({
  getParentRoute: () => shell,
  path: "/webhooks/dead-letters",
  component: lazyRouteComponent(() => import("@/features/webhooks/DeadLettersPage"), "DeadLettersPage"),
});

const receiver = createRoute({
  getParentRoute: () => shell,
  path: "/webhooks/receiver",
  component: lazyRouteComponent(() => import("@/features/webhooks/ReceiverPage"), "ReceiverPage"),
});

const endpoint = createRoute({
  getParentRoute: () => shell,
  path: "/webhooks/$id",
  validateSearch: (search): DeliverySearch => deliverySearch(search),
  component: lazyRouteComponent(() => import("@/features/webhooks/EndpointPage"), "EndpointPage"),
});

const folders = createRoute({
  getParentRoute: () => shell,
  path: "/folders",
  component: lazyRouteComponent(() => import("@/features/folders/FoldersPage"), "FoldersPage"),
});

const folder = createRoute({
  getParentRoute: () => shell,
  path: "/folders/$id",
  validateSearch: (search): FileSearch => fileSearch(search),
  component: lazyRouteComponent(() => import("@/features/folders/FolderPage"), "FolderPage"),
});

const tokens = createRoute({
  getParentRoute: () => shell,
  path: "/tokens",
  component: lazyRouteComponent(() => import("@/features/tokens/TokensPage"), "TokensPage"),
});

const look = createRoute({
  getParentRoute: () => shell,
  path: "/look",
  component: lazyRouteComponent(() => import("@/features/settings/LookPage"), "LookPage"),
});

const reading = createRoute({
  getParentRoute: () => shell,
  path: "/reading",
  component: lazyRouteComponent(() => import("@/features/settings/ReadingPage"), "ReadingPage"),
});

const privacy = createRoute({
  getParentRoute: () => shell,
  path: "/privacy",
  component: lazyRouteComponent(() => import("@/features/settings/PrivacyPage"), "PrivacyPage"),
});

const appearance = createRoute({
  getParentRoute: () => shell,
  path: "/appearance",
  component: lazyRouteComponent(() => import("@/features/settings/AppearancePage"), "AppearancePage"),
});

const types = createRoute({
  getParentRoute: () => shell,
  path: "/types",
  component: lazyRouteComponent(() => import("@/features/types/TypesPage"), "TypesPage"),
});

const type = createRoute({
  getParentRoute: () => shell,
  path: "/types/$name",
  component: lazyRouteComponent(() => import("@/features/types/TypePage"), "TypePage"),
});

const backup = createRoute({
  getParentRoute: () => shell,
  path: "/backup",
  component: lazyRouteComponent(() => import("@/features/upkeep/BackupPage"), "BackupPage"),
});

const retention = createRoute({
  getParentRoute: () => shell,
  path: "/retention",
  component: lazyRouteComponent(() => import("@/features/upkeep/RetentionPage"), "RetentionPage"),
});

const audit = createRoute({
  getParentRoute: () => shell,
  path: "/audit",
  validateSearch: (search): AuditSearch => auditSearch(search),
  component: lazyRouteComponent(() => import("@/features/upkeep/AuditPage"), "AuditPage"),
});

/** The pages behind the cogwheel. */
export const settings = shell.addChildren([
  program,
  folders,
  folder,
  webhooks,
  deadLetters,
  receiver,
  endpoint,
  tokens,
  look,
  reading,
  privacy,
  appearance,
  types,
  type,
  backup,
  retention,
  audit,
]);
