import { failureFrom, failureOf } from "@/api/errors";
import type { Failure } from "@/api/types";
import { type Accepted, type Inside, insideOf } from "@/api/upload";
import type { Taken } from "@/lib/desktop";

/** One file on its way in. Those that were taken leave the list by themselves. */
export interface Upload {
  key: number;
  name: string;
  state: "waiting" | "sending" | "refused" | "duplicate" | "unpacked";
  /** 0 to 1, while sending. */
  fraction: number;
  /** Why it was refused. */
  failure: Failure | null;
  /** The document that holds the same content. */
  documentId: string | null;
  file: File | null;
  /** What was in a ZIP or mail. */
  inside?: Inside;
}

/** The list with the totals of what was given since it was last idle. */
export interface UploadState {
  items: readonly Upload[];
  total: number;
  finished: number;
}

export type Send = (
  file: File,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
) => Promise<Accepted>;

const AT_ONCE = 3;
const IDLE: UploadState = { items: [], total: 0, finished: 0 };

/** Sends files, three at a time, and remembers those that need a word. */
export class Uploads {
  private state = IDLE;
  private nextKey = 1;
  private running = 0;
  private stop = new AbortController();
  private readonly listeners = new Set<() => void>();
  private readonly send: Send;

  constructor(send: Send) {
    this.send = send;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): UploadState => this.state;

  /** Puts files in the queue. */
  add(files: readonly File[]): void {
    const items = files.map((file) => this.item(file.name, file));
    this.set({
      ...this.state,
      items: [...this.state.items, ...items],
      total: this.state.total + items.length,
    });
    this.pump();
  }

  /** Notes what the backend made of paths it read itself. */
  note(taken: readonly Taken[]): void {
    const packed = new Map<string, Taken[]>();
    for (const one of taken) {
      if (one.container) packed.set(one.container, [...(packed.get(one.container) ?? []), one]);
    }
    const unpacked = [...packed.values()].map(
      (all): Upload => ({
        ...this.item(all[0]?.name.split("/")[0] ?? "", null),
        state: "unpacked",
        inside: insideOf(all),
        documentId: all.find((t) => t.id)?.id ?? null,
      }),
    );
    const items = taken
      .filter((t) => !t.container && (t.error || t.duplicate))
      .map((t): Upload => {
        const failure = t.error ? failureFrom(422, t.error) : null;
        return {
          ...this.item(t.name, null),
          state: failure ? "refused" : "duplicate",
          failure,
          documentId: t.id ?? null,
        };
      });
    this.set({ ...this.state, items: [...this.state.items, ...items, ...unpacked] });
  }

  /** Notes that a file could not even be sent. */
  refuse(name: string, failure: Failure): void {
    this.set({
      ...this.state,
      items: [...this.state.items, { ...this.item(name, null), state: "refused", failure }],
    });
  }

  /** Sends a refused file once more. */
  retry(key: number): void {
    this.update(key, { state: "waiting", failure: null, fraction: 0 });
    this.set({ ...this.state, total: this.state.total + 1 });
    this.pump();
  }

  /** Takes away one line, or every line that only waits to be read. */
  dismiss(key?: number): void {
    const gone = (u: Upload) =>
      key === undefined
        ? u.state === "refused" || u.state === "duplicate" || u.state === "unpacked"
        : u.key === key;
    this.set({ ...this.state, items: this.state.items.filter((u) => !gone(u)) });
  }

  /** Stops sending; what was taken stays. */
  cancel(): void {
    this.stop.abort();
    this.stop = new AbortController();
    this.set({ ...this.state, items: this.state.items.filter((u) => u.state !== "waiting") });
    this.settle();
  }

  private item(name: string, file: File | null): Upload {
    return {
      key: this.nextKey++,
      name,
      state: "waiting",
      fraction: 0,
      failure: null,
      documentId: null,
      file,
    };
  }

  private pump(): void {
    while (this.running < AT_ONCE) {
      const next = this.state.items.find((u) => u.state === "waiting" && u.file);
      if (!next?.file) return;
      this.running++;
      this.update(next.key, { state: "sending" });
      void this.sendOne(next.key, next.file);
    }
  }

  private async sendOne(key: number, file: File): Promise<void> {
    const { signal } = this.stop;
    try {
      const taken = await this.send(file, (fraction) => this.update(key, { fraction }), signal);
      if (taken.inside)
        this.update(key, { state: "unpacked", inside: taken.inside, documentId: taken.id, file: null });
      else if (taken.duplicate) this.update(key, { state: "duplicate", documentId: taken.id, file: null });
      else this.dismiss(key);
    } catch (error) {
      if (signal.aborted) this.dismiss(key);
      else this.update(key, { state: "refused", failure: failureOf(error) });
    }
    this.running--;
    this.set({ ...this.state, finished: this.state.finished + 1 });
    this.settle();
    this.pump();
  }

  /** Begins to count anew when nothing is on its way. */
  private settle(): void {
    const busy = this.running > 0 || this.state.items.some((u) => u.state === "waiting");
    if (!busy) this.set({ ...this.state, total: 0, finished: 0 });
  }

  private update(key: number, change: Partial<Upload>): void {
    this.set({
      ...this.state,
      items: this.state.items.map((u) => (u.key === key ? { ...u, ...change } : u)),
    });
  }

  private set(state: UploadState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
