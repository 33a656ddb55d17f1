import { describe, expect, test } from 'vitest';
import { dialects, freshLocation, open } from '../support/stores.ts';

describe.each(dialects)('%s', (dialect) => {
  test('recording twice is recording once, and does not touch the revision', async () => {
    const store = await open(await freshLocation(dialect));
    const first = Array.from({ length: 1_300 }, (_, n) => ({
      series: 'check/a',
      at: n * 10,
      value: n + 0.25,
    }));
    await store.record(first);
    await store.record([
      ...first.map((one) => ({ ...one, value: -1 })),
      { series: 'check/b', at: 10, value: 7 },
    ]);

    expect(await store.measurements('check/a', 0, 13_000)).toEqual(first);
    expect(await store.measurements('check/a', 10, 20)).toEqual([{ series: 'check/a', at: 10, value: 1.25 }]);
    expect(await store.measurements('check/b', 0, 100)).toEqual([{ series: 'check/b', at: 10, value: 7 }]);
    expect(await store.revision()).toBe(0);
  });

  test('what is not a number is not recorded, nor what came with it', async () => {
    const store = await open(await freshLocation(dialect));
    const odd = [
      { series: 'a', at: 1, value: 1 },
      { series: 'a', at: 2, value: Number.NaN },
    ];
    await expect(store.record(odd)).rejects.toBeInstanceOf(RangeError);
    expect(await store.measurements('a', 0, 10)).toEqual([]);
  });
});
