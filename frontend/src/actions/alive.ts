import type { Action } from "./action";

/** An action that a component on screen offers, ready to be done. */
export interface Alive {
  action: Pick<Action<never>, "id" | "label" | "keys" | "shown">;
  applies: boolean;
  run(): void;
}

const sources = new Set<() => Alive[]>();

/** Offers a component's actions while it is on screen; what it returns ends that. */
export function addAlive(source: () => Alive[]): () => void {
  sources.add(source);
  return () => sources.delete(source);
}

/** Everything that can be done now, for the palette: what came on screen last first, what is everywhere last. */
export const aliveActions = (): Alive[] =>
  [...sources]
    .reverse()
    .flatMap((source) => source())
    .filter((a) => a.applies);
