import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../support/application.ts';
import { candor, startServer } from '../support/candor.ts';

type Env = { readonly DATA_DIR: string };

async function run(args: string[], env: Env): Promise<string> {
  const { code, stdout, stderr } = await candor(args, env);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

async function tokens(env: Env): Promise<string[]> {
  const listed: { name: string }[] = JSON.parse(await run(['token', 'list', '--json'], env));
  return listed.map(({ name }) => name);
}

/** A database with one token, a backup of that, and a second token after it. */
async function backedUp(): Promise<{ env: Env; db: string; backup: string }> {
  const directory = temporaryDirectory();
  const env = { DATA_DIR: path.join(directory, 'data') };
  const backup = path.join(directory, 'backup.db');
  await run(['token', 'create', '--name', 'First', '--role', 'viewer'], env);
  await run(['backup', backup], env);
  await run(['token', 'create', '--name', 'Second', '--role', 'viewer'], env);
  return { env, db: path.join(env.DATA_DIR, 'candor.db'), backup };
}

test('puts a backup back, keeps what was there, and refuses while a server runs', async () => {
  const { env, db, backup } = await backedUp();
  const server = await startServer(env);
  const early = await candor(['restore', backup], env);
  expect([early.code, early.stdout]).toEqual([1, '']);
  expect(early.stderr).toMatch(/in use.*Stop the server/);
  expect(await tokens(env)).toEqual(['First', 'Second']);
  expect((await fetch(server.origin)).status).toBe(200);
  // Not stopped in order: the last commits are still in the log beside the file.
  server.process.kill('SIGKILL');
  await server.finished;
  expect(existsSync(`${db}-wal`)).toBe(true);

  const answer = JSON.parse(await run(['restore', backup, '--json'], env));
  expect(answer).toMatchObject({ ok: true, file: db, restored: backup, revision: 1 });
  expect(answer.kept).toMatch(/candor\.db\.before-restore-\d{8}T\d{6}Z$/);
  expect(readdirSync(env.DATA_DIR).filter((name) => /wal|shm|restoring/.test(name))).toEqual([]);
  expect(readFileSync(db).equals(readFileSync(backup))).toBe(true);
  expect(await tokens(env)).toEqual(['First']);

  // And back to what was kept, on an empty machine.
  const fresh = { DATA_DIR: path.join(temporaryDirectory(), 'new', 'data') };
  expect(await run(['restore', answer.kept], fresh)).not.toContain('is kept as');
  expect(await tokens(fresh)).toEqual(['First', 'Second']);
  expect(await run(['check'], fresh)).toContain('in order');
});

test('takes the place of a database that is too damaged to be opened', async () => {
  const { env, db, backup } = await backedUp();
  writeFileSync(db, 'x'.repeat(8192));
  writeFileSync(`${db}-wal`, 'its log');
  const { kept } = JSON.parse(await run(['restore', backup, '--json'], env));
  expect(readFileSync(kept, 'latin1')).toBe('x'.repeat(8192));
  expect(existsSync(`${db}-wal`)).toBe(false);
  expect(await tokens(env)).toEqual(['First']);
});

test('refuses a backup that is damaged, newer or of somebody else, and changes nothing', async () => {
  const { env, db, backup } = await backedUp();
  const before = readFileSync(db);
  const changed = (name: string, sql: string): string => {
    const file = path.join(temporaryDirectory(), name);
    copyFileSync(backup, file);
    const connection = new Sqlite(file);
    connection.exec(sql);
    connection.close();
    return file;
  };
  const flipped = path.join(temporaryDirectory(), 'flipped.db');
  const bytes = readFileSync(backup);
  bytes.fill(0xff, bytes.length - 4096 * 2);
  writeFileSync(flipped, bytes);
  const letter = path.join(temporaryDirectory(), 'letter');
  writeFileSync(letter, 'This is a letter to a friend.');
  const other = path.join(temporaryDirectory(), 'other.db');
  new Sqlite(other).exec('CREATE TABLE songs (name text)').close();
  for (const [file, reason] of [
    [flipped, /damaged/],
    [letter, /not an SQLite database.*import candor/],
    [other, /another application/],
    [
      changed('newer.db', "INSERT INTO candor_migrations VALUES (9999, '9999_later', 'x')"),
      /migrations|newer/,
    ],
    [
      changed('forged.db', "UPDATE audit_entries SET actor = 'nobody'"),
      /audit entry 1 is not what was written/,
    ],
    [
      changed('orphan.db', "PRAGMA foreign_keys = OFF; INSERT INTO sessions VALUES ('a','b','c',1,1,NULL)"),
      /missing row of members/,
    ],
    [path.join(env.DATA_DIR, 'nothing'), /does not exist/],
  ] as const) {
    const { code, stdout, stderr } = await candor(['restore', file], env);
    expect([path.basename(file), code, stdout]).toEqual([path.basename(file), 1, '']);
    expect(stderr).toMatch(reason);
    expect(stderr).not.toMatch(/\n\s+at /);
  }
  expect(readFileSync(db).equals(before)).toBe(true);
  expect(readdirSync(env.DATA_DIR).filter((name) => /restor/.test(name))).toEqual([]);
  expect((await candor(['restore'], env)).code).toBe(2);
});
