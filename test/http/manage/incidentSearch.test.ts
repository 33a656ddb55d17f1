import { expect, test } from 'vitest';
import { type ShownIncident, startManaged } from '../../support/manage.ts';
import { turnsDuring } from '../../support/turns.ts';

test('a search through a long history finds what is rare, and lets others have turns', async () => {
  const app = await startManaged();
  const open = (name: string) =>
    app.perform({ type: 'openIncident', name, status: 'investigating', statuses: {} }, { actor: 'test' });
  await open('A Zebra on the line');
  for (let n = 0; n < 450; n += 1) {
    app.clock.advance(1_000);
    await open(`Slow ${n}`);
  }
  const search = (query: string) => app.manage<ShownIncident[]>('GET', `/incidents?${query}`);
  // Makes the token that asks, which takes turns of its own.
  await search('limit=1');
  // 451 reports are five steps of at most a hundred.
  expect(await turnsDuring(() => search('q=nowhere'))).toBeGreaterThanOrEqual(4);
  const { body } = await search('q=zebra');
  expect(body.map(({ name }) => name)).toEqual(['A Zebra on the line']);
  const second = await search('q=slow&limit=100&page=2');
  expect(second.body.map(({ name }) => name)).toEqual(
    Array.from({ length: 100 }, (_, n) => `Slow ${349 - n}`),
  );
});
