/**
 * Every address that the program has, from its router, so that a page that is
 * new is looked at, too. What is in an address ($id) is left as it is.
 */
export async function routes(): Promise<string[]> {
  // The pages are only asked for their addresses. What little of a browser they
  // touch when they are loaded is put there, and the router finds none.
  const nothing = () => {};
  Object.assign(globalThis, {
    window: { addEventListener: nothing, removeEventListener: nothing, location: { hash: "", search: "" } },
    document: { addEventListener: nothing, querySelectorAll: () => [] },
  });
  const { createMemoryHistory } = await import("@tanstack/react-router");
  const { createAppRouter } = await import("../src/app/router");
  for (const name of ["window", "document"]) Reflect.deleteProperty(globalThis, name);
  const router = createAppRouter(false, createMemoryHistory({ initialEntries: ["/"] }));
  return Object.keys(router.routesByPath).sort();
}
