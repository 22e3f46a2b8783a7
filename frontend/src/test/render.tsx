import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { vi } from "vitest";
import type { Api } from "@/api/client";
import type { Document, ProgramStatus } from "@/api/types";
import { type Services, ServicesProvider } from "@/app/context";
import { createAppRouter } from "@/app/router";
import { theme } from "@/app/theme";
import { type Send, Uploads } from "@/features/inbox/uploads";
import { I18nProvider } from "@/i18n";
import { fakeAdmin } from "./admin";
import { fakeTypes } from "./defined";
import { fakeDesk } from "./desk";
import { fakeExports } from "./exports";
import { fakeFolders } from "./folders";
import { fakeLibrary } from "./library";
import { fakeReview } from "./review";

/** A far side that holds these documents and remembers what it was asked. */
export function fakeApi(documents: readonly Document[]) {
  const counts: Record<string, number> = {};
  for (const { status } of documents) counts[status] = (counts[status] ?? 0) + 1;
  return {
    session: { baseURL: "", token: null },
    admin: fakeAdmin(),
    folders: fakeFolders(),
    documents: vi.fn<Api["documents"]>(async (query) => {
      const found = documents.filter((d) => query.status?.includes(d.status) ?? true);
      return { documents: found, next: "", total: found.length, excerpts: {} };
    }),
    document: vi.fn<Api["document"]>(async (id) => {
      const found = documents.find((d) => d.id === id);
      if (!found) throw new Error("no such document");
      return found;
    }),
    remove: vi.fn<Api["remove"]>(async () => {}),
    reread: vi.fn<Api["reread"]>(async () => {}),
    review: fakeReview(documents),
    desk: fakeDesk(),
    library: fakeLibrary(documents),
    exports: fakeExports(),
    pages: {
      arrange: vi.fn<Api["pages"]["arrange"]>(async (id, _, parts) =>
        parts.map((_, i) => ({ id: `${id}${i}`, status: "queued", revision: 2, href: "" })),
      ),
      undo: vi.fn<Api["pages"]["undo"]>(async () => {}),
      apart: vi.fn<Api["pages"]["apart"]>(async (id) => [
        { id, status: "queued", revision: 2, href: "" },
        { id: `${id}-2`, status: "queued", revision: 1, href: "" },
      ]),
      together: vi.fn<Api["pages"]["together"]>(async () => {}),
      keepBlank: vi.fn<Api["pages"]["keepBlank"]>(async () => {}),
    },
    types: fakeTypes(),
    status: vi.fn<Api["status"]>(
      async () =>
        ({
          version: "0",
          samples: documents.filter((d) => d.source.kind === "sample").length,
          counts,
          engine: { version: "5.3.0", languages: ["eng", "deu"] },
        }) as unknown as ProgramStatus,
    ),
  } satisfies Api;
}

function providers(services: Services, inside: ReactNode) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return (
    <MantineProvider theme={theme} env="test">
      <I18nProvider>
        <QueryClientProvider client={client}>
          <ServicesProvider value={services}>
            <Notifications />
            {inside}
          </ServicesProvider>
        </QueryClientProvider>
      </I18nProvider>
    </MantineProvider>
  );
}

const notSent: Send = async () => {
  throw new TypeError("network");
};

/** Shows the whole page at an address. The event stream stays silent. */
export function renderApp(path: string, api: Api, send: Send = notSent) {
  vi.stubGlobal("fetch", () => new Promise(() => {}));
  const router = createAppRouter(false, createMemoryHistory({ initialEntries: [path] }));
  const uploads = new Uploads(send);
  render(providers({ api, uploads }, <RouterProvider router={router} />));
  return { router, uploads };
}

/** Shows one component with everything it may ask for. */
export function renderPart(part: ReactNode, api: Api = fakeApi([])) {
  return render(providers({ api, uploads: new Uploads(notSent) }, part));
}
