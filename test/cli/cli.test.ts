import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { temporaryDirectory } from '../support/application.ts';
import { candor, startCandor, startServer } from '../support/candor.ts';

const fixtures = path.resolve(import.meta.dirname, '../fixtures');
const recorded = (name: string): string => path.join(fixtures, 'statuspage', name);
const history = path.join(fixtures, 'history');

function freshEnv(): { DATA_DIR: string } {
  return { DATA_DIR: path.join(temporaryDirectory(), 'data') };
}

describe('import statuspage', () => {
  const files = [
    recorded('cloudflare-summary-476-components.json'),
    ...readdirSync(history).map((name) => path.join(history, name)),
  ];

  test('says first what it would do, does it, and does nothing the second time', async () => {
    const env = freshEnv();
    const args = ['import', 'statuspage', ...files, '--json'];
    const run = async (...more: string[]) => {
      const { code, stdout, stderr } = await candor([...args, ...more], env);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      return JSON.parse(stdout);
    };
    const dry = await run('--dry-run');
    expect(() => statSync(env.DATA_DIR)).toThrow();
    expect(dry.written.incidents).toBeGreaterThanOrEqual(60);
    expect(dry.written.maintenances).toBeGreaterThanOrEqual(40);
    expect(dry.written.groups).toBe(8);
    const wet = await run();
    expect(wet).toEqual({ ...dry, dry_run: false });
    const again = await run();
    expect(again.written).toEqual({ incidents: 0, maintenances: 0, components: 0, groups: 0, statuses: 0 });
    const checked = await candor(['check', '--json'], env);
    expect(JSON.parse(checked.stdout)).toMatchObject({ ok: true, problems: [] });
    const revision = JSON.parse(checked.stdout).revision;
    await run();
    expect(JSON.parse((await candor(['check', '--json'], env)).stdout).revision).toBe(revision);
  });

  test('appears on the page of a server that runs beside it', async () => {
    const env = freshEnv();
    const server = await startServer(env);
    const before = await (await fetch(server.origin)).text();
    expect(before.includes('No components yet')).toBe(true);
    expect((await candor(['import', 'statuspage', recorded('discord-summary.json')], env)).code).toBe(0);
    let page = before;
    while (!page.includes('Media Proxy')) page = await (await fetch(server.origin)).text();
    expect(page.includes('Discord')).toBe(true);
  });

  test.each([
    ['a missing file', () => ['/nowhere/at/all.json'], /\/nowhere\/at\/all\.json/],
    ['a directory', () => [fixtures], /is a (folder|directory)/i],
    ['broken JSON', () => [written('{"page": ')], /JSON/],
    ['a document of somebody else', () => [written('{"hello": "world"}')], /Statuspage/],
    ['a subscriber', () => [recorded('discord-subscriber.json')], /subscriber/],
    [
      'two pages at once',
      () => [recorded('discord-summary.json'), recorded('github-summary-operational.json')],
      /page/,
    ],
    [
      'a damaged line',
      () => [written(`${firstLine()}\n{"id":"y"}\n`, 'lines.jsonl')],
      /line 2.*\n(.*\n)*.*--skip-invalid/,
    ],
  ])('refuses %s with a sentence, and changes nothing', async (_, name, sentence) => {
    const env = freshEnv();
    const { code, stdout, stderr } = await candor(['import', 'statuspage', ...name()], env);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(() => statSync(env.DATA_DIR)).toThrow();
  });

  test.each([
    ['no format', ['import'], /Say what to import/],
    ['another format', ['import', 'cachet', 'x'], /Say what to import/],
    ['no file', ['import', 'statuspage'], /Name at least one file/],
    ['an unknown option', ['import', 'statuspage', 'x', '--force'], /--force/],
    ['an unknown command', ['fly'], /no command "fly"/],
  ])('called with %s it shows its usage and exits 2', async (_, args, sentence) => {
    const { code, stderr } = await candor(args, freshEnv());
    expect(code).toBe(2);
    expect(stderr).toMatch(sentence);
  });
});

describe('token', () => {
  test('is printed once, listed without its secret, and revoked', async () => {
    const env = freshEnv();
    const created = JSON.parse(
      (await candor(['token', 'create', '--name', 'CI', '--role', 'editor'], env)).stdout,
    );
    expect(created).toMatchObject({
      name: 'CI',
      role: 'editor',
      token: expect.stringMatching(/^candor_.{43}$/),
    });
    const listed = await candor(['token', 'list', '--json'], env);
    expect(listed.stdout).not.toContain(created.token);
    expect(JSON.parse(listed.stdout)).toMatchObject([{ id: created.id, revoked_at: null }]);
    expect((await candor(['token', 'revoke', created.id], env)).code).toBe(0);
    expect(JSON.parse((await candor(['token', 'list', '--json'], env)).stdout)[0].revoked_at).not.toBeNull();
    const unknown = await candor(['token', 'revoke', 'nothing00000'], env);
    expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('nothing00000') });
    const kept = readFileSync(path.join(env.DATA_DIR, 'candor.db'));
    expect(kept.includes(created.token)).toBe(false);
  });

  test.each([
    [['token', 'create', '--role', 'editor'], /--name is missing/],
    [
      ['token', 'create', '--name', 'x', '--role', 'king'],
      /--role must be one of owner, admin, editor, viewer/,
    ],
    [['token'], /create, list, or revoke/],
  ])('%j exits 2', async (args, sentence) => {
    const { code, stderr } = await candor(args, freshEnv());
    expect({ code, said: sentence.test(stderr) }).toEqual({ code: 2, said: true });
  });
});

describe('check', () => {
  test('says that there is no database where there is none, and makes none', async () => {
    const env = freshEnv();
    for (const args of [['check'], ['token', 'list'], ['token', 'revoke', 'x']]) {
      const { code, stderr } = await candor(args, env);
      expect({ code, said: stderr.includes(env.DATA_DIR) }).toEqual({ code: 1, said: true });
    }
    expect(() => statSync(env.DATA_DIR)).toThrow();
  });

  test('finds a file that is damaged', async () => {
    const env = freshEnv();
    await candor(
      ['import', 'statuspage', recorded('discord-summary.json'), recorded('discord-incidents.json')],
      env,
    );
    const file = path.join(env.DATA_DIR, 'candor.db');
    const bytes = readFileSync(file);
    bytes.fill(0xff, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 8192);
    writeFileSync(file, bytes);
    const { code, stderr } = await candor(['check'], env);
    expect(code).toBe(1);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

test('check leaves for staff when it was, beside a running server', async () => {
  const env = freshEnv();
  const server = await startServer(env);
  const made = await candor(['token', 'create', '--name', 'Test', '--role', 'viewer'], env);
  const headers = { authorization: `Bearer ${JSON.parse(made.stdout).token}` };
  const ask = async (at: string) => (await fetch(`${server.origin}/v1${at}`, { headers })).json();
  const [{ id }] = await ask('/pages');
  expect(await ask(`/pages/${id}/health`)).toMatchObject({ last_check: null });
  expect((await candor(['check'], env)).code).toBe(0);
  expect(await ask(`/pages/${id}/health`)).toMatchObject({ last_check: { problems: 0 } });
});

describe('backup', () => {
  test('makes a copy beside a running server that holds the same, and leaves for staff when that was', async () => {
    const env = freshEnv();
    const server = await startServer(env);
    expect((await candor(['import', 'statuspage', recorded('discord-summary.json')], env)).code).toBe(0);
    const file = path.join(temporaryDirectory(), 'far', 'copy.db');
    const made = await candor(['backup', file, '--json'], env);
    const copy = new Sqlite(file, { readonly: true });
    const rowsOf = (table: string) => copy.prepare(`SELECT count(*) FROM "${table}"`).pluck().get();
    const tables = copy
      .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .pluck()
      .all();
    const rows = tables.reduce((sum, table) => sum + Number(rowsOf(table)), 0);
    expect(copy.pragma('journal_mode', { simple: true })).toBe('delete');
    copy.close();
    const { size, mode } = statSync(file);
    expect(JSON.parse(made.stdout)).toMatchObject({ ok: true, file, bytes: size, rows });
    expect(mode & 0o777).toBe(0o600);
    const copied = path.join(temporaryDirectory(), 'data');
    mkdirSync(copied);
    copyFileSync(file, path.join(copied, 'candor.db'));
    const revisionOf = async (dataDir: string) =>
      JSON.parse((await candor(['check', '--json'], { DATA_DIR: dataDir })).stdout).revision;
    expect(await revisionOf(copied)).toBe(await revisionOf(env.DATA_DIR));

    const token = JSON.parse(
      (await candor(['token', 'create', '--name', 'Test', '--role', 'viewer'], env)).stdout,
    ).token;
    const headers = { authorization: `Bearer ${token}` };
    const [{ id }] = await (await fetch(`${server.origin}/v1/pages`, { headers })).json();
    const health = await (await fetch(`${server.origin}/v1/pages/${id}/health`, { headers })).json();
    expect(health.last_backup.bytes).toBe(statSync(file).size);
  });

  test('has a place of its own, and replaces nothing', async () => {
    const env = freshEnv();
    expect((await candor(['backup'], env)).code).toBe(1);
    expect((await candor(['import', 'statuspage', recorded('discord-summary.json')], env)).code).toBe(0);
    expect((await candor(['backup'], env)).code).toBe(0);
    const [name = ''] = readdirSync(path.join(env.DATA_DIR, 'backups'));
    expect(name).toMatch(/^candor-\d{8}T\d{6}Z\.db$/);
    const again = await candor(['backup', path.join(env.DATA_DIR, 'backups', name)], env);
    expect([again.code, again.stderr.includes('is there already')]).toEqual([1, true]);
  });
});

describe('serve', () => {
  test('says where it is and what to do next, and stops in order when asked', async () => {
    const server = await startServer(freshEnv());
    expect(await server.printed(/npm run demo/)).toContain('import statuspage');
    expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
    server.process.kill('SIGTERM');
    expect((await server.finished).code).toBe(0);
  });

  test('answers a request that is under way before it stops', async () => {
    const server = await startServer(freshEnv());
    const [first] = await Promise.all([fetch(server.origin), fetch(server.origin)]);
    server.process.kill('SIGTERM');
    expect((await first.text()).length).toBeGreaterThan(1000);
    expect((await server.finished).code).toBe(0);
  });

  test('names all settings that are wrong at once and exits 2', async () => {
    const { code, stderr } = await candor(['serve'], {
      ...freshEnv(),
      PORT: 'many',
      PUBLIC_URL: 'status.example.com/path',
      DATABASE_URL: 'mysql://user:secret@host/db',
      LOG_LEVEL: 'loud',
    });
    expect(code).toBe(2);
    for (const name of ['PORT', 'PUBLIC_URL', 'DATABASE_URL', 'LOG_LEVEL']) expect(stderr).toContain(name);
    expect(stderr).not.toContain('secret');
  });

  test('says that a port is in use and which to try', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await candor(['serve'], {
      ...freshEnv(),
      PORT: String(port),
      LOG_LEVEL: 'warn',
    });
    expect(code).toBe(1);
    expect(stderr).toContain(`Port ${port} is in use`);
  });

  test.each([
    ['is a file', (dir: string) => writeFileSync(dir, 'x')],
    ['is below a file', (dir: string) => writeFileSync(path.dirname(dir), 'x'), 'under/data'],
    [
      'holds something that is not a database',
      (dir: string) => {
        mkdirSync(dir);
        writeFileSync(
          path.join(dir, 'candor.db'),
          'This is not a database, but a letter to a friend.'.repeat(100),
        );
      },
    ],
    [
      'holds a directory in place of the database',
      (dir: string) => mkdirSync(path.join(dir, 'candor.db'), { recursive: true }),
    ],
  ])('refuses a DATA_DIR that %s with one sentence and a hint', async (_, prepare, below = 'data') => {
    const dataDir = path.join(temporaryDirectory(), below);
    prepare(dataDir);
    const { code, stderr } = await candor(['serve'], { DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'warn' });
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('refuses a DATA_DIR that nobody may write', async () => {
    const { code, stderr } = await candor(['serve'], { DATA_DIR: '/proc', PORT: '0', LOG_LEVEL: 'warn' });
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(/directory/);
  });
});

describe('demo', () => {
  test('serves a year of a made-up business on data that it throws away', async () => {
    const tmp = temporaryDirectory();
    const demo = startCandor(['demo'], { PORT: '0', LOG_LEVEL: 'warn', TMPDIR: tmp });
    const origin = /at (http:\S+)/.exec(await demo.printed(/at http:\S+\n/))?.[1] ?? '';
    const page = await (await fetch(origin)).text();
    for (const words of ['Northwind', 'Card payments declined', 'Database upgrade in eu-west']) {
      expect(page.includes(words)).toBe(true);
    }
    expect(readdirSync(tmp)).toHaveLength(1);
    demo.process.kill('SIGINT');
    expect((await demo.finished).code).toBe(0);
    expect(readdirSync(tmp)).toHaveLength(0);
  });
});

function written(content: string, name = 'document.json'): string {
  const file = path.join(temporaryDirectory(), name);
  writeFileSync(file, content);
  return file;
}

/** A whole record, as a line of its own. */
function firstLine(): string {
  return readFileSync(path.join(history, readdirSync(history)[0] ?? ''), 'utf8').split('\n')[0] ?? '';
}
