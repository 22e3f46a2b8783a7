import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { type Connection, followEvents } from "@/api/stream";
import { keys } from "@/queries/keys";
import { Sync } from "@/queries/sync";
import { useApi } from "./context";

/** Follows the events while the page is open and keeps the cache in step. */
export function useEventStream(enabled: boolean): void {
  const api = useApi();
  const client = useQueryClient();
  useEffect(() => {
    if (!enabled) return;
    const sync = new Sync(client, api);
    const stop = new AbortController();
    void followEvents(
      api.session,
      {
        onEvent: (event) => sync.take(event),
        onOpen: (resumed) => resumed && sync.resync(),
        onConnection: (state) => client.setQueryData<Connection>(keys.connection, state),
      },
      stop.signal,
    );
    return () => {
      stop.abort();
      sync.stop();
    };
  }, [api, client, enabled]);
}
