import { createRootRoute } from "@tanstack/react-router";
import { NotFound } from "./Faults";
import { Shell } from "./Shell";

/** What every page hangs from. */
export const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
