import { setImmediate } from 'node:timers/promises';

/** So many components are done in one go: a few milliseconds. */
const slice = 50;

/** Lets others have a turn in the middle of long work. */
export class Turns {
  #done = 0;

  /** To be awaited before each component. Returns at once most of the time. */
  async next(): Promise<void> {
    this.#done += 1;
    if (this.#done % slice === 0) await setImmediate();
  }
}

/** Does the same with one after the other. */
export async function inOrder<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
