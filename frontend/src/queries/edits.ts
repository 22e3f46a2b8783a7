import type { QueryClient } from "@tanstack/react-query";
import type { Api } from "@/api/client";
import { ApiError, failureOf } from "@/api/errors";
import type { ReviewStep } from "@/api/review";
import { backoff } from "@/api/stream";
import type { Document, Failure } from "@/api/types";
import { fulfilled, untouched } from "./conflict";
import { keys } from "./keys";
import { type Edit, project } from "./project";

/** How an edit ended. */
export type Outcome = { ok: true; document: Document } | { ok: false; failure: Failure };

/** Somebody else changed the same meanwhile; the person says whose is right. */
export interface Conflict {
  id: string;
  edit: Edit;
  /** The document with the other's change. */
  theirs: Document;
}

/** What a person may know of the edits on their way. */
export interface EditState {
  /** Not yet stored. */
  waiting: number;
  offline: boolean;
  conflicts: readonly Conflict[];
}

export const QUIET: EditState = { waiting: 0, offline: false, conflicts: [] };

interface Job {
  id: string;
  edit: Edit;
  settle(outcome: Outcome): void;
}

const all = new WeakMap<QueryClient, Edits>();

/** The edits of a page: one queue, however many components write to it. */
export function editsOf(client: QueryClient, api: Api): Edits {
  const found = all.get(client) ?? new Edits(client, api);
  all.set(client, found);
  return found;
}

/**
 * Edits on their way to the program, one after the other. Each shows at once and
 * is taken back where it was refused. While the program does not answer they
 * wait; one that came too late is done again where nobody touched the same.
 */
export class Edits {
  private readonly client: QueryClient;
  private readonly api: Api;
  private readonly pause: (ms: number) => Promise<void>;
  private readonly queue: Job[] = [];
  /** Documents as the server last told them, where edits wait. */
  private readonly base = new Map<string, Document>();
  private running: Promise<void> | null = null;

  constructor(
    client: QueryClient,
    api: Api,
    pause = (ms: number) => new Promise<void>((r) => setTimeout(r, ms)),
  ) {
    this.client = client;
    this.api = api;
    this.pause = pause;
  }

  /** Shows the edit, sends it as soon as those before it are through, and says how it ended. */
  do(id: string, edit: Edit): Promise<Outcome> {
    return new Promise((settle) => {
      const shown = this.client.getQueryData<Document>(keys.document(id));
      if (shown && !this.base.has(id)) this.base.set(id, shown);
      this.queue.push({ id, edit, settle });
      this.show(id);
      this.running ??= this.run().finally(() => {
        this.running = null;
      });
    });
  }

  /** Waits until everything is stored. */
  async flush(): Promise<void> {
    while (this.running) await this.running;
  }

  /** Takes back, or does again, what this person did last. */
  async step(kind: "undo" | "redo"): Promise<ReviewStep> {
    await this.flush();
    const step = await this.api.review[kind]();
    this.client.setQueryData(keys.document(step.document.id), step.document);
    return step;
  }

  /** A document that was fetched, with what is still on its way; an older one than is known is passed over. */
  merge(fetched: Document): Document {
    const { id } = fetched;
    const base = this.base.get(id);
    if (base) {
      if (revisionOf(fetched) > revisionOf(base)) this.base.set(id, fetched);
      return this.projected(id) ?? fetched;
    }
    const shown = this.client.getQueryData<Document>(keys.document(id));
    return shown && revisionOf(shown) > revisionOf(fetched) ? shown : fetched;
  }

  /** Ends a conflict: the other's stays, or this person's edit is done on top of it. */
  resolve(conflict: Conflict, mine: boolean): void {
    this.tell({ conflicts: this.state().conflicts.filter((c) => c !== conflict) });
    if (mine) void this.do(conflict.id, conflict.edit);
  }

  private async run(): Promise<void> {
    let failures = 0;
    for (let job = this.queue[0]; job; job = this.queue[0]) {
      const seen = this.base.get(job.id);
      try {
        this.stored(await this.send(job, revisionOf(seen)));
        failures = 0;
      } catch (error) {
        if (unreachable(error)) {
          this.tell({ offline: true });
          await this.pause(backoff(failures++));
          continue;
        }
        this.refused(job, error, seen);
      }
      this.tell({ offline: false });
    }
  }

  private send({ id, edit }: Job, revision: number): Promise<Document> {
    const { review } = this.api;
    switch (edit.kind) {
      case "field":
        return review.field(id, revision, edit.field, edit.body);
      case "table":
        return review.table(id, revision, edit.table, edit.edits);
      case "type":
        return review.retype(id, revision, edit.type);
      case "approve":
        return review.approve(id, revision, edit.rest);
      case "reject":
        return review.reject(id, revision, edit.reason);
      case "postpone":
        return review.postpone(id, revision);
      case "reopen":
        return review.reopen(id, revision);
    }
  }

  private stored(document: Document): void {
    const job = this.queue.shift();
    this.base.set(document.id, document);
    this.show(document.id);
    job?.settle({ ok: true, document });
  }

  private refused(job: Job, error: unknown, seen: Document | undefined): void {
    const current = error instanceof ApiError ? error.current : null;
    if (current && error instanceof ApiError && error.failure.code !== "unreviewed_fields") {
      if (fulfilled(job.edit, current)) {
        this.stored(current);
        return;
      }
      this.base.set(job.id, current);
      if (error.failure.code === "stale_revision") {
        if (seen && untouched(job.edit, seen, current) && revisionOf(current) !== revisionOf(seen)) return;
        const { conflicts } = this.state();
        this.tell({ conflicts: [...conflicts, { id: job.id, edit: job.edit, theirs: current }] });
      }
    }
    this.queue.shift();
    this.show(job.id);
    job.settle({ ok: false, failure: failureOf(error) });
  }

  private projected(id: string): Document | undefined {
    const base = this.base.get(id);
    return base && this.queue.filter((job) => job.id === id).reduce((d, { edit }) => project(d, edit), base);
  }

  private show(id: string): void {
    const document = this.projected(id);
    if (document) this.client.setQueryData(keys.document(id), document);
    if (!this.queue.some((job) => job.id === id)) this.base.delete(id);
    this.tell({ waiting: this.queue.length });
  }

  private state(): EditState {
    return this.client.getQueryData<EditState>(keys.edits) ?? QUIET;
  }

  private tell(change: Partial<EditState>): void {
    this.client.setQueryData<EditState>(keys.edits, { ...this.state(), ...change });
  }
}

const revisionOf = (document: Document | undefined): number => document?.revision ?? 0;

/**
 * The program is away or busy, or was started anew and waits for its link to be
 * opened: worth another try, whatever the edit was.
 */
function unreachable(error: unknown): boolean {
  return error instanceof ApiError ? [401, 502, 503, 504].includes(error.status) : error instanceof TypeError;
}
