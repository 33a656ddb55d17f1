import { expect, inject, test } from 'vitest';
import { startManaged } from '../../support/manage.ts';

test('staff see when the database was last checked, and what was found', async () => {
  const app = await startManaged();
  const health = async () => (await app.manageAs('viewer', 'GET', '/health')).body;
  expect(await health()).toEqual({
    deliveries_set_aside: 0,
    last_backup: null,
    last_backup_failure: null,
    last_proven_restore: null,
    database: inject('dialect'),
    last_check: null,
  });
  const at = app.clock.now();
  await app.store.record([
    { series: 'check.problems', at: at - 1_000, value: 2 },
    { series: 'check.problems', at, value: 0 },
  ]);
  expect(await health()).toMatchObject({ last_check: { at: new Date(at).toISOString(), problems: 0 } });
});
