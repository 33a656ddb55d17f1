import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../support/application.ts';
import { candor, startServer } from '../support/candor.ts';
import { freshPostgres } from '../support/postgres.ts';

const recorded = (name: string): string => path.resolve(import.meta.dirname, '../fixtures/statuspage', name);

async function run(args: string[], env: Record<string, string>): Promise<string> {
  const { code, stdout, stderr } = await candor(args, env);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

test('everything moves from SQLite to PostgreSQL and back, beside a running server, to the byte', async () => {
  const directory = temporaryDirectory();
  const env = { DATA_DIR: path.join(directory, 'data') };
  await run(
    ['import', 'statuspage', recorded('discord-summary.json'), recorded('discord-incidents.json')],
    env,
  );
  const server = await startServer(env);
  const first = path.join(directory, 'far', 'first.jsonl');
  expect(await run(['export', first], env)).toMatch(/holds everything at revision \d+: \d+ rows/);
  expect(statSync(first).mode & 0o777).toBe(0o600);
  server.process.kill('SIGTERM');
  await server.finished;

  const postgres = { DATA_DIR: path.join(directory, 'unused'), DATABASE_URL: (await freshPostgres()).url };
  const imported = JSON.parse(await run(['import', 'candor', first, '--json'], postgres));
  const packed = path.join(directory, 'second.jsonl.gz');
  const exported = JSON.parse(await run(['export', packed, '--json'], postgres));
  expect(exported).toMatchObject({ ok: true, rows: imported.rows, sha256: imported.sha256 });
  expect(gunzipSync(readFileSync(packed)).equals(readFileSync(first))).toBe(true);

  const backup = JSON.parse(await run(['backup', '--json'], postgres));
  expect(backup).toMatchObject({ ok: true, rows: imported.rows, revision: imported.revision });
  expect(gunzipSync(readFileSync(backup.file)).equals(readFileSync(first))).toBe(true);

  const back = { DATA_DIR: path.join(directory, 'back') };
  await run(['import', 'candor', packed], back);
  const third = await candor(['export', '-'], back);
  expect(third.stdout).toBe(readFileSync(first, 'utf8'));
  expect(third.stderr).toMatch(/^The export holds everything/);
});

test('says what stands in the way, and changes nothing', async () => {
  const directory = temporaryDirectory();
  const env = { DATA_DIR: path.join(directory, 'data') };
  const file = path.join(directory, 'all.jsonl');
  const refused = async (args: string[], code: number, sentence: RegExp, into = env): Promise<void> => {
    const answer = await candor(args, into);
    expect([answer.code, answer.stdout]).toEqual([code, '']);
    expect(answer.stderr).toMatch(sentence);
    expect(answer.stderr).not.toMatch(/\n\s+at /);
  };
  await refused(['export', file], 1, /There is no database/);
  await refused(['import', 'candor', file], 1, /does not exist/);
  await refused(['import', 'candor'], 2, /Name the file/);
  await refused(['export'], 2, /Name the file/);
  expect(() => statSync(env.DATA_DIR)).toThrow();
  await run(['token', 'create', '--name', 'CI', '--role', 'editor'], env);
  await run(['export', file], env);
  const before = readFileSync(file);
  await refused(['export', file], 1, /is there already/);
  expect(readFileSync(file).equals(before)).toBe(true);
  await refused(['import', 'candor', file], 1, /not empty.*DATA_DIR/);
  const fresh = { DATA_DIR: path.join(directory, 'fresh') };
  writeFileSync(path.join(directory, 'noise.gz'), 'This is a letter');
  await refused(['import', 'candor', path.join(directory, 'noise.gz')], 1, /noise.gz is damaged/, fresh);
  writeFileSync(path.join(directory, 'latin'), Buffer.from([0x7b, 0xff, 0xfe]));
  await refused(['import', 'candor', path.join(directory, 'latin')], 1, /latin is damaged/, fresh);
  expect(() => statSync(fresh.DATA_DIR)).toThrow();
});
