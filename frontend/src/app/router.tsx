import {
  createBrowserHistory,
  createHashHistory,
  createRoute,
  createRouter,
  type RouterHistory,
} from "@tanstack/react-router";
import { DocumentPage } from "@/features/document/DocumentPage";
import { InboxPage } from "@/features/inbox/InboxPage";
import { TABS, type Tab } from "@/lib/status";
import { PageError } from "./Faults";
import { root } from "./root";
import { settings } from "./settingsRoutes";

/** What the address bar holds of the inbox's filter; the usual is left out. */
export interface FilterSearch {
  tab?: Tab;
  q?: string;
}

function filterSearch(search: Record<string, unknown>): FilterSearch {
  const tab = TABS.find((t) => t === search.tab && t !== "all");
  const q = typeof search.q === "string" || typeof search.q === "number" ? String(search.q) : "";
  return { ...(tab && { tab }), ...(q && { q }) };
}

const inbox = createRoute({
  getParentRoute: () => root,
  path: "/",
  validateSearch: filterSearch,
  component: InboxPage,
});

const document = createRoute({
  getParentRoute: () => root,
  path: "/documents/$id",
  validateSearch: filterSearch,
  component: DocumentPage,
});

const routeTree = root.addChildren([inbox, document, settings]);

/**
 * The window's asset server knows no addresses but files, so there the page
 * keeps its place behind the #.
 */
export function createAppRouter(inWindow: boolean, history?: RouterHistory) {
  return createRouter({
    routeTree,
    history: history ?? (inWindow ? createHashHistory() : createBrowserHistory()),
    defaultErrorComponent: PageError,
    scrollRestoration: false,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
