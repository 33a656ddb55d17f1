import { describe, expect, test } from 'vitest';
import type { Id } from '../../server/domain/id.ts';
import type { Store } from '../../server/store/store.ts';
import { dialects, freshLocation, open, sources } from '../support/stores.ts';

const editors = 12;
const updatesEach = 4;

describe.each(dialects)('%s', (dialect) => {
  test.each([1, 2, editors])('twelve editors at once lose nothing, through %i open stores', async (count) => {
    const location = await freshLocation(dialect);
    const stores: Store[] = [];
    for (let n = 0; n < count; n += 1) {
      stores.push(await open(location, sources(`e${n.toString(36)}`)));
    }
    const [first] = stores;
    if (!first) throw new Error('no store');
    const incidentId = await openedIncident(first);

    await Promise.all(
      Array.from({ length: editors }, async (_, editor) => {
        const store = stores[editor % count] ?? first;
        for (let n = 0; n < updatesEach; n += 1) {
          const answer = await store.perform(
            {
              type: 'postUpdate',
              incidentId,
              status: 'investigating',
              text: { source: `${editor}/${n}`, html: '' },
              statuses: {},
            },
            { actor: `editor ${editor}` },
          );
          expect(answer).toMatchObject({ changed: true });
        }
      }),
    );

    const report = await first.read((reads) => reads.report(incidentId));
    const expected = Array.from({ length: editors * updatesEach }, (_, n) => {
      return `${Math.floor(n / updatesEach)}/${n % updatesEach}`;
    });
    expect(report?.updates.map((update) => update.text.source).sort()).toEqual(
      ['opened', ...expected].sort(),
    );
    expect(await first.revision()).toBe(1 + editors * updatesEach);
    expect(await first.check()).toEqual([]);
  });
});

async function openedIncident(store: Store): Promise<Id> {
  const answer = await store.perform(
    {
      type: 'openIncident',
      name: 'Slow answers',
      status: 'investigating',
      text: { source: 'opened', html: '' },
      statuses: {},
    },
    { actor: 'somebody' },
  );
  if ('refusal' in answer || answer.subjectId === null) throw new Error('was not opened');
  return answer.subjectId;
}
