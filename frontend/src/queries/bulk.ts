import type { QueryClient } from "@tanstack/react-query";
import type { Api, RereadOptions } from "@/api/client";
import { failureOf } from "@/api/errors";
import type { Document, Failure } from "@/api/types";
import { keys } from "./keys";
import { documentsOf, type ListData, removeDocument } from "./lists";

/** What can be done to many documents at once. */
export type BulkVerb = "approve" | "approveRest" | "retype" | "reread" | "cancel" | "remove" | "undo";

/** What can be begun; taking back has a way of its own. */
type Begun = Exclude<BulkVerb, "undo">;

/** One that could not be done, and why. */
export interface BulkFailure {
  id: string;
  name: string;
  failure: Failure;
}

/** How a thing done to many documents stands. */
export interface BulkState {
  verb: BulkVerb;
  total: number;
  done: readonly string[];
  failed: readonly BulkFailure[];
  running: boolean;
  /** A person stopped it before its end. */
  stopped: boolean;
}

/** Documents at the same time. */
const AT_ONCE = 4;
/** Milliseconds between two looks at the progress. */
const PACE = 80;

/** What `run` needs beside the documents. */
export interface BulkOptions {
  type?: string;
  reread?: RereadOptions;
}

/** Does things to many documents, one request each, and tells how far it is; pages come and go meanwhile. */
export class Bulk {
  private readonly client: QueryClient;
  private readonly api: Api;
  private stopping = false;
  private shown = 0;

  constructor(client: QueryClient, api: Api) {
    this.client = client;
    this.api = api;
  }

  get state(): BulkState | null {
    return this.client.getQueryData<BulkState | null>(keys.bulk) ?? null;
  }

  /** Begins; while another runs it does nothing. */
  async run(verb: Begun, ids: readonly string[], options: BulkOptions = {}): Promise<void> {
    if (this.state?.running || ids.length === 0) return;
    const names = this.names();
    const waiting = [...ids];
    const done: string[] = [];
    const failed: BulkFailure[] = [];
    this.stopping = false;
    const show = (running: boolean) => {
      if (running && Date.now() - this.shown < PACE) return;
      this.shown = Date.now();
      this.put({
        verb,
        total: ids.length,
        done: [...done],
        failed: [...failed],
        running,
        stopped: this.stopping,
      });
    };
    this.shown = 0;
    show(true);
    const lane = async () => {
      for (let id = waiting.shift(); id !== undefined && !this.stopping; id = waiting.shift()) {
        try {
          await this.one(verb, id, options);
          done.push(id);
        } catch (error) {
          failed.push({ id, name: names.get(id) ?? id, failure: failureOf(error) });
        }
        show(true);
      }
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, ids.length) }, lane));
    show(false);
    this.refresh(done, verb === "remove");
  }

  /** Ends after what is under way. */
  stop(): void {
    this.stopping = true;
  }

  dismiss(): void {
    if (!this.state?.running) this.put(null);
  }

  /**
   * Takes back what was done last, newest first. Something else that the same
   * person did since stays: it is done again, and the undoing ends there.
   */
  async undo(): Promise<void> {
    const before = this.state;
    if (!before || before.running) return;
    const ours = new Set(before.done);
    const done: string[] = [];
    const failed: BulkFailure[] = [];
    const total = ours.size;
    const put = (running: boolean) =>
      this.put({ verb: "undo", total, done: [...done], failed, running, stopped: this.stopping });
    this.stopping = false;
    put(true);
    while (ours.size > 0 && !this.stopping) {
      try {
        const { document } = await this.api.review.undo();
        if (!ours.delete(document.id)) {
          await this.api.review.redo();
          break;
        }
        done.push(document.id);
      } catch (error) {
        const id = [...ours][0] ?? "";
        failed.push({ id, name: this.names().get(id) ?? id, failure: failureOf(error) });
        break;
      }
      put(true);
    }
    put(false);
    this.refresh(done);
  }

  private one(verb: Begun, id: string, { type = "auto", reread = {} }: BulkOptions): Promise<void> {
    const { library } = this.api;
    switch (verb) {
      case "approve":
        return library.approve(id, false);
      case "approveRest":
        return library.approve(id, true);
      case "retype":
        return library.retype(id, type);
      case "reread":
        return this.api.reread(id, reread);
      case "cancel":
        return library.cancel(id);
      case "remove":
        return this.remove(id);
    }
  }

  private async remove(id: string): Promise<void> {
    await this.api.remove(id);
    this.client.setQueriesData<ListData>(
      { queryKey: keys.lists },
      (data) => data && removeDocument(data, id),
    );
    this.client.removeQueries({ queryKey: keys.document(id) });
  }

  /** What was removed has left the lists already. */
  private refresh(done: readonly string[], removed = false): void {
    const open = removed ? [] : done.slice(0, 100);
    for (const id of open) void this.client.invalidateQueries({ queryKey: keys.document(id) });
    for (const queryKey of [keys.status, keys.causes, ...(removed ? [] : [keys.lists])])
      void this.client.invalidateQueries({ queryKey });
  }

  /** The names of the documents that are loaded. */
  private names(): Map<string, string> {
    const names = new Map<string, string>();
    for (const [, data] of this.client.getQueriesData<ListData>({ queryKey: keys.lists }))
      for (const d of documentsOf(data) as Document[]) names.set(d.id, d.file.name);
    return names;
  }

  private put(state: BulkState | null): void {
    this.client.setQueryData<BulkState | null>(keys.bulk, state);
  }
}

const kept = new WeakMap<QueryClient, Bulk>();

/** The one that works for this page. */
export function bulkOf(client: QueryClient, api: Api): Bulk {
  const bulk = kept.get(client) ?? new Bulk(client, api);
  kept.set(client, bulk);
  return bulk;
}
