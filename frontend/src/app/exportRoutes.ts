import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { type ExportSearch, exportSearch } from "@/features/export/search";
import { root } from "./root";

const page = createRoute({
  getParentRoute: () => root,
  path: "/export",
  validateSearch: (search): ExportSearch => exportSearch(search),
  component: lazyRouteComponent(() => import("@/features/export/ExportPage"), "ExportPage"),
});

const runs = createRoute({
  getParentRoute: () => root,
  path: "/export/runs",
  component: lazyRouteComponent(() => import("@/features/export/RunsPage"), "RunsPage"),
});

/** A profile that there is, or `new` for one made from the profile that `from` names. */
const profile = createRoute({
  getParentRoute: () => root,
  path: "/export/profiles/$id",
  validateSearch: (search: Record<string, unknown>): { from?: string } =>
    typeof search.from === "string" ? { from: search.from } : {},
  component: lazyRouteComponent(() => import("@/features/export/ProfilePage"), "ProfilePage"),
});

/** Export, what was exported, and the profiles. */
export const exportRoutes = [page, runs, profile] as const;
