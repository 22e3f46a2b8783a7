import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
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

const tokens = createRoute({
  getParentRoute: () => shell,
  path: "/tokens",
  component: lazyRouteComponent(() => import("@/features/tokens/TokensPage"), "TokensPage"),
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

/** The pages behind the cogwheel. */
export const settings = shell.addChildren([
  program,
  webhooks,
  deadLetters,
  receiver,
  endpoint,
  tokens,
  types,
  type,
]);
