import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

/** A new and empty database on the test run's real PostgreSQL. */
export async function freshPostgres(): Promise<{ readonly url: string }> {
  const response = await fetch(inject('postgresServer'));
  const server = await response.text();
  if (!response.ok) throw new Error(server);
  const name = `test_${randomBytes(8).toString('hex')}`;
  const client = new pg.Client({ connectionString: `${server}/postgres` });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${name}`);
  } finally {
    await client.end();
  }
  return { url: `${server}/${name}` };
}
