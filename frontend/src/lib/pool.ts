/** The outcome of one of several things done. */
export interface Outcome<T> {
  item: T;
  error: unknown;
}

/** Does `work` for each item, `atOnce` at a time, and tells which went wrong. */
export async function eachOf<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<{ done: T[]; failed: Outcome<T>[] }> {
  const waiting = [...items];
  const done: T[] = [];
  const failed: Outcome<T>[] = [];
  const lane = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      try {
        await work(item);
        done.push(item);
      } catch (error) {
        failed.push({ item, error });
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane));
  return { done, failed };
}
