import { expect, test } from 'vitest';
import type { Command } from '../../server/domain/command.ts';
import type { Database } from '../../server/store/database.ts';
import { perform } from '../../server/store/perform.ts';
import { openSqlite } from '../../server/store/sqlite.ts';
import { StoreUnavailable } from '../../server/store/unavailable.ts';
import { freshFile, open, plainSql, sources } from '../support/stores.ts';

const opened: Command = {
  type: 'openIncident',
  name: 'Slow answers',
  status: 'investigating',
  text: { source: 'We look into it.', html: '<p>We look into it.</p>' },
  statuses: {},
};
const by = { actor: 'somebody' };

test('whoever is overtaken decides again, on what is there now and at a new moment', async () => {
  const file = freshFile();
  const store = await open({ file }, sources('a'));
  const incident = await store.perform(opened, by);
  if ('refusal' in incident || incident.subjectId === null) throw new Error('was not opened');
  const resolve: Command = {
    type: 'postUpdate',
    incidentId: incident.subjectId,
    status: 'resolved',
    statuses: {},
  };
  const database = await openSqlite(file);
  let overtakes = 1;
  const slow: Database = {
    ...database,
    async commit(batch) {
      if (overtakes > 0) {
        overtakes -= 1;
        await store.perform(resolve, by);
      }
      return database.commit(batch);
    },
  };
  const from = sources('b');
  let looks = 0;
  const clock = () => {
    looks += 1;
    return from.clock();
  };

  const answer = await perform(slow, { clock, newIds: from.newIds }, resolve, { actor: 'late' });

  await database.close();
  expect(answer).toMatchObject({ refusal: { code: 'incident.already_resolved' } });
  expect(looks).toBe(2);
  expect(await store.revision()).toBe(2);
});

test('gives up with a reason when it is overtaken every time, and writes nothing', async () => {
  const file = freshFile();
  const store = await open({ file });
  const database = await openSqlite(file);
  const neverFirst: Database = { ...database, commit: async () => false };
  await expect(perform(neverFirst, sources('b'), opened, { actor: 'late' })).rejects.toBeInstanceOf(
    StoreUnavailable,
  );
  await database.close();
  expect(await store.revision()).toBe(0);
});

test('a command that changes nothing, or is refused, commits nothing', async () => {
  const location = { file: freshFile() };
  const store = await open(location);
  expect(await store.perform({ type: 'advanceMaintenances' }, by)).toMatchObject({
    revision: 0,
    subjectId: null,
    changed: false,
  });
  expect(await store.perform({ ...opened, name: '' }, by)).toMatchObject({ refusal: { fault: 'invalid' } });
  expect(await plainSql(location, 'SELECT * FROM audit_entries')).toEqual([]);
});

test('the audit entry says who did what, and holds what changed', async () => {
  const location = { file: freshFile() };
  const from = sources();
  const store = await open(location, from);
  const answer = await store.perform(opened, { actor: 'token abc' });
  const [entry] = await plainSql(location, 'SELECT * FROM audit_entries');
  expect(entry).toMatchObject({
    revision: 1,
    at: from.now,
    actor: 'token abc',
    command: 'openIncident',
    subject_id: 'subjectId' in answer ? answer.subjectId : null,
  });
  expect(JSON.parse(String(entry?.payload))).toMatchObject([
    { put: 'report', report: { name: 'Slow answers' } },
    { put: 'impacts' },
    { put: 'page' },
  ]);
});

test('what a bug makes of a command is not told as an unavailable database', async () => {
  const store = await open({ file: freshFile() }, { ...sources(), newIds: () => [] }).catch((error) => error);
  expect(store).toBeInstanceOf(Error);
  expect(store).not.toBeInstanceOf(StoreUnavailable);
});
