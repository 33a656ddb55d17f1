import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject, onTestFinished } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers with the URL of a PostgreSQL server, which it starts when it is first asked. */
    postgresServer: string;
  }
}

/** A new and empty database on the test run's real PostgreSQL, which goes when the test ends. */
export function freshPostgres(): Promise<{ readonly url: string }> {
  return createDatabase('template0');
}

/** The same with all migrations, which is quicker than to run them. */
export function migratedPostgres(): Promise<{ readonly url: string }> {
  return createDatabase('migrated');
}

async function createDatabase(template: string): Promise<{ readonly url: string }> {
  const response = await fetch(inject('postgresServer'));
  const server = await response.text();
  if (!response.ok) throw new Error(server);
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  onTestFinished(() => onServer(server, `DROP DATABASE ${name} WITH (FORCE)`));
  return { url: `${server}/${name}` };
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${server}/postgres` });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
