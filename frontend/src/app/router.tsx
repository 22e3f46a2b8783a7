import {
  createBrowserHistory,
  createHashHistory,
  createRoute,
  createRouter,
  type RouterHistory,
} from "@tanstack/react-router";
import { DocumentPage } from "@/features/document/DocumentPage";
import { InboxPage } from "@/features/inbox/InboxPage";
import { PageAlone } from "@/features/review/PageAlone";
import { ReviewPage, ReviewStart } from "@/features/review/ReviewPage";
import { TABS, type Tab } from "@/lib/status";
import { exportRoutes } from "./exportRoutes";
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

/** The review begins at what has waited longest; `done` is how many were decided before nothing was left. */
const review = createRoute({
  getParentRoute: () => root,
  path: "/review",
  validateSearch: (search: Record<string, unknown>): { done?: number } =>
    Number.isInteger(search.done) ? { done: Number(search.done) } : {},
  component: ReviewStart,
});

/** A document in review, and the field under the cursor. */
const reviewed = createRoute({
  getParentRoute: () => root,
  path: "/review/$id",
  validateSearch: (search: Record<string, unknown>): { field?: string } =>
    typeof search.field === "string" ? { field: search.field } : {},
  component: ReviewPage,
});

/** The page alone, for a window beside the review. */
const page = createRoute({ getParentRoute: () => root, path: "/page", component: PageAlone });

const routeTree = root.addChildren([inbox, document, review, reviewed, page, settings, ...exportRoutes]);

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
