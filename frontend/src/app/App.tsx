import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useState } from "react";
import { ApiError } from "@/api/errors";
import { I18nProvider } from "@/i18n";
import { inWindow } from "@/lib/desktop";
import { type Services, ServicesProvider } from "./context";
import { createAppRouter } from "./router";
import { theme } from "./theme";

/** Only what may pass by itself is tried again. */
function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status < 500),
      },
    },
  });
}

/** The whole page: everything below finds its services in contexts. */
export function App({ services }: { services: Services }) {
  const [queryClient] = useState(newQueryClient);
  const [router] = useState(() => createAppRouter(inWindow()));
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <I18nProvider>
        <QueryClientProvider client={queryClient}>
          <ServicesProvider value={services}>
            {/* Hovering holds only the note under the pointer: one that goes while the pointer is on it
                never tells that it was left, and would hold all others, and those that wait, for good. */}
            <Notifications
              position="bottom-center"
              limit={3}
              autoClose={5000}
              pauseResetOnHover="notification"
            />
            <RouterProvider router={router} />
          </ServicesProvider>
        </QueryClientProvider>
      </I18nProvider>
    </MantineProvider>
  );
}
