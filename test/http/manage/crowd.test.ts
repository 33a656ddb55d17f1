import { expect, test } from 'vitest';
import { startApplication } from '../../support/application.ts';
import { openCallers } from '../../support/callers.ts';

const scripts = 50;
const updatesEach = 4;

test('fifty scripts post at once: each update is there once, in order, and the audit chain holds', async () => {
  // The clock stands still, so that nothing but the order of the commits can order the updates.
  const app = await startApplication();
  const other = await startApplication({ dataDir: app.dataDir });
  const callers = await openCallers(app);
  const { id } = await callers.json<{ id: string }>('POST', '/incidents', {
    body: { incident: { name: 'Slow answers', status: 'investigating' } },
  });

  await Promise.all(
    Array.from({ length: scripts }, async (_, script) => {
      const { app: process } = script % 2 === 0 ? app : other;
      for (let n = 0; n < updatesEach; n += 1) {
        const answer = await process.request(`/v1/pages/${callers.pageId}/incidents/${id}`, {
          method: 'PATCH',
          headers: {
            authorization: `Bearer ${callers.tokens.editor}`,
            'content-type': 'application/json',
          },
          body: JSON.stringify({ incident: { status: 'identified', body: `${script}/${n}` } }),
        });
        expect(answer.status).toBe(200);
      }
    }),
  );

  const report = await app.store.read((reads) => reads.report(id));
  const posted = (report?.updates ?? []).map((update) => update.text.source).reverse();
  const expected = Array.from({ length: scripts * updatesEach }, (_, n) => {
    return `${Math.floor(n / updatesEach)}/${n % updatesEach}`;
  });
  expect(posted.slice(1).sort()).toEqual(expected.sort());
  const lines = (await (await callers.send('GET', '/audit.jsonl?command=editReport')).text()).trimEnd();
  const committed = lines.split('\n').map((line) => {
    const { changes } = JSON.parse(line) as {
      changes: { after: { updates: { text: { source: string } }[] } }[];
    };
    return changes[0]?.after.updates[0]?.text.source;
  });
  expect(
    (report?.updates ?? [])
      .map((update) => update.text.source)
      .reverse()
      .slice(1),
  ).toEqual(committed);
  expect(await app.store.check()).toEqual([]);
});
