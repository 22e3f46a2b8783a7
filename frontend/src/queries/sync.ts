import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { Api } from "@/api/client";
import { ApiError } from "@/api/errors";
import { RESET } from "@/api/stream";
import type { Listing, LogEvent } from "@/api/types";
import { type Batch, documentsDone, NO_BATCH, pageRead } from "@/lib/estimate";
import { editsOf } from "./edits";
import { type Effect, effectsOf } from "./effects";
import { type Filter, keys } from "./keys";
import { type ListData, type Patched, patchDocument, patchStatus, removeDocument } from "./lists";
import { forget, noteBegun, notePage, noteWaiting, type Progress } from "./progress";

/** Milliseconds in which invalidations are gathered into one. */
const GATHER = 600;

/** Keeps the cache in step with the event stream. */
export class Sync {
  private readonly client: QueryClient;
  private readonly api: Api;
  private readonly now: () => number;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private finished = 0;
  private readonly waiting = new Set<"lists" | "counts">();

  constructor(client: QueryClient, api: Api, now: () => number = Date.now) {
    this.client = client;
    this.api = api;
    this.now = now;
  }

  /** Takes in one event. */
  take(event: LogEvent): void {
    if (event.type === RESET) this.resync();
    for (const effect of effectsOf(event)) this.apply(effect);
  }

  /** After a gap nothing that is cached can be trusted. */
  resync(): void {
    this.client.setQueryData<Progress>(keys.progress, {});
    void this.client.invalidateQueries({ queryKey: keys.documents });
    void this.client.invalidateQueries({ queryKey: keys.status });
    for (const of of ["webhooks", "tokens", "settings", "causes", "premises", "exports", "folders"] as const)
      void this.client.invalidateQueries({ queryKey: keys[of] });
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private apply(effect: Effect): void {
    switch (effect.kind) {
      case "waiting":
        this.progress((p) => noteWaiting(p, effect.id, effect.pages));
        return;
      case "begun":
        this.progress((p) => noteBegun(p, effect.id, effect.pages));
        return;
      case "page":
        this.progress((p) => notePage(p, effect.id, effect.page, effect.pages));
        this.batch((b) => pageRead(b, this.now()));
        void this.client.invalidateQueries({ queryKey: keys.document(effect.id) });
        return;
      case "restart":
        this.progress((p) => forget(p, effect.id));
        return;
      case "status":
        this.lists((data, filter) => patchStatus(data, filter, effect.id, effect.status));
        void this.client.invalidateQueries({ queryKey: keys.document(effect.id) });
        return;
      case "refresh":
        void this.refresh(effect.id);
        return;
      case "remove":
        this.removed(effect.id);
        return;
      case "owner":
        void this.client.invalidateQueries({ queryKey: keys[effect.of] });
        return;
      case "done":
        this.finished++;
        this.later("counts");
        return;
      default:
        this.later(effect.kind);
    }
  }

  /** Fetches one document and puts it where it is shown. */
  private async refresh(id: string): Promise<void> {
    try {
      const changed = editsOf(this.client, this.api).merge(await this.api.document(id));
      this.client.setQueryData(keys.document(id), changed);
      this.lists((data, filter) => patchDocument(data, filter, changed));
      this.progress((p) => forget(p, id));
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) this.removed(id);
      else this.later("lists");
    }
  }

  private removed(id: string): void {
    this.progress((p) => forget(p, id));
    this.lists((data) => ({ data: removeDocument(data, id), stale: false }));
    this.client.removeQueries({ queryKey: ["images", id] });
    void this.client.invalidateQueries({ queryKey: keys.document(id) });
  }

  private progress(change: (p: Progress) => Progress): void {
    this.client.setQueryData<Progress>(keys.progress, (p) => change(p ?? {}));
  }

  private batch(change: (b: Batch) => Batch): void {
    this.client.setQueryData<Batch>(keys.batch, (b) => change(b ?? NO_BATCH));
  }

  private lists(change: (data: ListData, filter: Filter) => Patched): void {
    const cached = this.client.getQueriesData<InfiniteData<Listing>>({ queryKey: keys.lists });
    // An answer on its way may have been read before this change, and would undo it here.
    if (this.client.isFetching({ queryKey: keys.lists }) > 0) this.later("lists");
    for (const [key, data] of cached) {
      if (!data) continue;
      const patched = change(data, key[2] as Filter);
      if (patched.data !== data) this.client.setQueryData(key, patched.data);
      if (patched.stale) this.later("lists");
    }
  }

  /** What is done and what is left change together, or their sum would jump. */
  private async recount(): Promise<void> {
    const count = this.finished;
    this.finished = 0;
    for (const queryKey of [keys.causes, keys.group]) void this.client.invalidateQueries({ queryKey });
    await this.client.invalidateQueries({ queryKey: keys.status });
    if (count > 0) this.batch((b) => documentsDone(b, count));
  }

  private later(what: "lists" | "counts"): void {
    this.waiting.add(what);
    this.timer ??= setTimeout(() => this.flush(), GATHER);
  }

  private flush(): void {
    this.timer = undefined;
    if (this.waiting.has("lists")) void this.client.invalidateQueries({ queryKey: keys.lists });
    if (this.waiting.has("counts")) void this.recount();
    this.waiting.clear();
  }
}
