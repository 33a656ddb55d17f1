import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { StoreUnavailable } from '../../server/store/unavailable.ts';
import { freshPostgres } from '../support/postgres.ts';
import { open, plainSql } from '../support/stores.ts';

const addGroup = { type: 'addGroup', name: 'Systems' } as const;
const by = { actor: 'somebody' };

test('a server that does not answer, a wrong password and a missing database are explained', async () => {
  const socket = createServer().listen(0, '127.0.0.1');
  await once(socket, 'listening');
  const address = socket.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  socket.close();
  await once(socket, 'close');
  await expect(
    open({ databaseUrl: `postgres://candor:secret@127.0.0.1:${port}/candor` }),
  ).rejects.toMatchObject({
    name: 'StoreUnavailable',
    message: 'PostgreSQL does not answer.',
  });

  const { url } = await freshPostgres();
  const refused = /^PostgreSQL refused the user, the password or the name of the database\.$/;
  await expect(open({ databaseUrl: url.replace('candor:candor', 'candor:wrong') })).rejects.toThrow(refused);
  await expect(open({ databaseUrl: `${url}_missing` })).rejects.toThrow(refused);
});

test('broken connections end neither the process nor the store', async () => {
  const location = { databaseUrl: (await freshPostgres()).url };
  const store = await open(location);
  await store.perform(addGroup, by);
  await plainSql(
    location,
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
  // A connection that broke just now may be tried once more; what fails then says that the database is unavailable.
  await expect
    .poll(() =>
      store.perform(addGroup, by).catch((error: unknown) => error instanceof StoreUnavailable || error),
    )
    .toMatchObject({ changed: true });
  expect(await store.check()).toEqual([]);
});

test('a database that may not be written is explained', async () => {
  const { url } = await freshPostgres();
  const readOnly = `${url}?options=-c%20default_transaction_read_only%3Don`;
  await expect(open({ databaseUrl: readOnly })).rejects.toMatchObject({
    name: 'StoreUnavailable',
    message: 'PostgreSQL is read-only, as a standby is.',
  });
});

test('the database of another application is left alone', async () => {
  const location = { databaseUrl: (await freshPostgres()).url };
  await plainSql(location, 'CREATE TABLE incidents (id integer)');
  await expect(open(location)).rejects.toThrow(/tables of another application/);
  const tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'";
  expect(await plainSql(location, tables)).toEqual([{ tablename: 'incidents' }]);
});
