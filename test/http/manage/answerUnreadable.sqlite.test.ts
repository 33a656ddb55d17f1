import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { sqliteFile } from '../../../server/application.ts';
import { startApplication } from '../../support/application.ts';
import { openCallers } from '../../support/callers.ts';
import { plainSql } from '../../support/stores.ts';

test('a change that was kept is answered as such when nothing can be read or written any more', async () => {
  const app = await startApplication();
  const callers = await openCallers(app);
  const file = sqliteFile(app.dataDir);
  const [{ policy } = {}] = await plainSql(app.location, 'SELECT policy FROM page');
  // From the commit of an incident on, the row of the page cannot be read.
  await plainSql(
    app.location,
    "CREATE TRIGGER damage AFTER INSERT ON incidents BEGIN UPDATE page SET policy = 'damaged'; END",
  );
  const sent = { body: { incident: { name: 'Slow' } }, headers: { 'idempotency-key': 'one' } };
  let answer: Response | null = null;
  const asked = callers.send('POST', '/incidents', sent).then((response) => {
    answer = response;
  });
  await vi.waitFor(async () =>
    expect(await plainSql(app.location, 'SELECT id FROM incidents')).toHaveLength(1),
  );
  const other = new Sqlite(file);
  onTestFinished(() => {
    other.close();
  });
  other.exec('BEGIN IMMEDIATE');
  await vi.waitFor(
    () => {
      // The page cannot be published either, for which the answer waits a little.
      app.clock.advance(1_000);
      expect(answer?.status).toBe(201);
    },
    { timeout: 20_000, interval: 100 },
  );
  await asked;
  other.exec('ROLLBACK');
  await plainSql(app.location, 'DROP TRIGGER damage');
  await plainSql(app.location, `UPDATE page SET policy = '${policy}'`);

  const [incident] = await callers.json<{ id: string }[]>('GET', '/incidents');
  const again = await callers.send('POST', '/incidents', sent);
  expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 'true']);
  expect(await again.json()).toMatchObject({ id: incident?.id, name: 'Slow' });
  expect(await callers.json('GET', '/incidents')).toHaveLength(1);
}, 30_000);
