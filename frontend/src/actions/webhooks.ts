import type { Action } from "./action";

/** What the page of an endpoint lets its actions do; in the list there is none open. */
export interface WebhookContext {
  /** The state of the endpoint that is open. */
  state: "active" | "paused" | "disabled" | null;
  create(): void;
  back(): void;
  test(): void;
  edit(): void;
  pause(): Promise<void>;
  resume(): Promise<void>;
  rotate(): void;
  replayRange(): void;
  remove(): void;
}

const open = (c: WebhookContext) => c.state !== null;

export const webhookActions: readonly Action<WebhookContext>[] = [
  {
    id: "webhook.create",
    label: "action.webhook.create",
    keys: ["n"],
    when: (c) => c.state === null,
    run: (c) => c.create(),
  },
  { id: "webhook.back", label: "action.webhook.back", keys: ["Escape"], when: open, run: (c) => c.back() },
  { id: "webhook.test", label: "action.webhook.test", keys: ["t"], when: open, run: (c) => c.test() },
  { id: "webhook.edit", label: "action.webhook.edit", keys: ["e"], when: open, run: (c) => c.edit() },
  {
    id: "webhook.pause",
    label: "action.webhook.pause",
    keys: ["p"],
    when: (c) => c.state === "active",
    run: (c) => c.pause(),
  },
  {
    id: "webhook.resume",
    label: "action.webhook.resume",
    keys: ["r"],
    when: (c) => c.state === "paused" || c.state === "disabled",
    run: (c) => c.resume(),
  },
  { id: "webhook.rotate", label: "action.webhook.rotate", keys: [], when: open, run: (c) => c.rotate() },
  {
    id: "webhook.replayRange",
    label: "action.webhook.replayRange",
    keys: [],
    when: (c) => c.state === "active" || c.state === "paused",
    run: (c) => c.replayRange(),
  },
  {
    id: "webhook.delete",
    label: "action.webhook.delete",
    keys: ["Delete"],
    when: open,
    run: (c) => c.remove(),
  },
];
