import {
  type AnyRoute,
  createBrowserHistory,
  createHashHistory,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouterHistory,
} from "@tanstack/react-router";
import { InboxPage } from "@/features/inbox/InboxPage";
import { filterSearch } from "@/lib/filter";
import { exportRoutes } from "./exportRoutes";
import { PageError } from "./Faults";
import { root } from "./root";
import { settings } from "./settingsRoutes";

const documentPage = () => import("@/features/document/DocumentPage");
const reviewPage = () => import("@/features/review/ReviewPage");

/** Milliseconds after the start, when the first page stands. */
const SETTLED = 1_500;

/**
 * Loads the other pages once the first one stands and there is time for it, those
 * that are opened next before all: each then opens at once, and shows what it has
 * to say even while the program is away.
 */
export function fetchAhead(): void {
  const fetch = async () => {
    await Promise.allSettled([reviewPage(), documentPage()]);
    await Promise.allSettled([...lazyPages(routeTree)].map((load) => load()));
  };
  setTimeout(() => {
    if ("requestIdleCallback" in window) window.requestIdleCallback(() => void fetch(), { timeout: 2_000 });
    else void fetch();
  }, SETTLED);
}

const inbox = createRoute({
  getParentRoute: () => root,
  path: "/",
  validateSearch: (search: Record<string, unknown>) => filterSearch(search),
  component: InboxPage,
});

const document = createRoute({
  getParentRoute: () => root,
  path: "/documents/$id",
  validateSearch: (search: Record<string, unknown>) => filterSearch(search),
  component: lazyRouteComponent(documentPage, "DocumentPage"),
});

/** The review begins at what has waited longest; `done` is how many were decided before nothing was left. */
const review = createRoute({
  getParentRoute: () => root,
  path: "/review",
  validateSearch: (search: Record<string, unknown>): { done?: number } =>
    Number.isInteger(search.done) ? { done: Number(search.done) } : {},
  component: lazyRouteComponent(reviewPage, "ReviewStart"),
});

/** One field of many documents that wait. */
const together = createRoute({
  getParentRoute: () => root,
  path: "/review/together",
  validateSearch: (search: Record<string, unknown>): { field?: string } =>
    typeof search.field === "string" ? { field: search.field } : {},
  component: lazyRouteComponent(() => import("@/features/review/together/TogetherPage"), "TogetherPage"),
});

/** A document in review, and the field under the cursor. */
const reviewed = createRoute({
  getParentRoute: () => root,
  path: "/review/$id",
  validateSearch: (search: Record<string, unknown>): { field?: string } =>
    typeof search.field === "string" ? { field: search.field } : {},
  component: lazyRouteComponent(reviewPage, "ReviewPage"),
});

// Nobody waits for these to look at a document, so they are loaded when asked for.

const failed = createRoute({
  getParentRoute: () => root,
  path: "/failed",
  component: lazyRouteComponent(() => import("@/features/failed/FailedPage"), "FailedPage"),
});

const insights = createRoute({
  getParentRoute: () => root,
  path: "/insights",
  validateSearch: (search: Record<string, unknown>): { days?: number } =>
    search.days === 7 || search.days === 90 || search.days === 365 ? { days: search.days } : {},
  component: lazyRouteComponent(() => import("@/features/insights/InsightsPage"), "InsightsPage"),
});

/** The page alone, for a window beside the review. */
const page = createRoute({
  getParentRoute: () => root,
  path: "/page",
  component: lazyRouteComponent(() => import("@/features/review/PageAlone"), "PageAlone"),
});

const routeTree = root.addChildren([
  inbox,
  document,
  review,
  together,
  reviewed,
  page,
  failed,
  insights,
  settings,
  ...exportRoutes,
]);

/** What loads the pages of a route and of those below it. */
function* lazyPages(route: AnyRoute): Generator<() => Promise<unknown>> {
  const page = route.options.component as { preload?(): Promise<unknown> } | undefined;
  if (page?.preload) yield page.preload;
  for (const below of Object.values((route.children ?? {}) as Record<string, AnyRoute>))
    yield* lazyPages(below);
}

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
