import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, test, vi } from 'vitest';
import { startApplication, temporaryDirectory, testNow } from '../support/application.ts';
import { type ManagedApplication, startManaged } from '../support/manage.ts';

/** A way to lose a database file, and to bring it back. */
type Failure = { readonly fail: (file: string) => () => void };

const garbage = 'a letter to my grandmother, of more than a hundred bytes'.repeat(1_000);

function putAside(file: string, place: (file: string) => void): () => void {
  const aside = `${file}.aside`;
  copyFileSync(file, aside);
  place(file);
  return () => {
    rmSync(file, { recursive: true, force: true });
    renameSync(aside, file);
  };
}

const failures: Readonly<Record<string, Failure>> = {
  deleted: { fail: (file) => putAside(file, (it) => rmSync(it)) },
  'replaced by garbage': {
    fail: (file) =>
      putAside(file, (it) => {
        rmSync(it);
        writeFileSync(it, garbage);
      }),
  },
  'replaced by an empty file': {
    fail: (file) =>
      putAside(file, (it) => {
        rmSync(it);
        writeFileSync(it, '');
      }),
  },
  'overwritten by garbage': { fail: (file) => putAside(file, (it) => writeFileSync(it, garbage)) },
  truncated: { fail: (file) => putAside(file, (it) => truncateSync(it, 8_192)) },
};

/** A page that has an open incident and an old one that nobody has read yet. */
async function withIncident(): Promise<ManagedApplication & { readonly file: string }> {
  const app = await startManaged();
  const component = await app.component('Payments API');
  await app.incident({
    name: 'Payments fail',
    status: 'investigating',
    components: { [component]: 'major_outage' },
  });
  const file = path.join(app.dataDir, 'candor.db');
  // So that a copy of the file alone has everything.
  const other = new Sqlite(file);
  other.pragma('wal_checkpoint(TRUNCATE)');
  other.close();
  return { ...app, file };
}

const write = (app: ManagedApplication) =>
  app.manage('POST', '/components', { component: { name: 'Web shop' } });

async function expectMarked(app: Pick<ManagedApplication, 'get' | 'clock'>, stepMs: number): Promise<void> {
  await vi.waitFor(async () => {
    app.clock.advance(stepMs);
    expect(await (await app.get('/')).text()).toContain('Last confirmed <time');
  });
  const page = await app.get('/');
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('Payments fail');
  const summary = await app.get('/api/v2/summary.json');
  expect(summary.headers.get('last-confirmed')).toMatch(/ GMT$/);
  expect(await summary.json()).toMatchObject({ incidents: [{ name: 'Payments fail' }] });
  expect(await (await app.get('/badge.json')).json()).toMatchObject({
    message: 'unconfirmed',
    color: '64645e',
  });
}

async function expectRepaired(app: Pick<ManagedApplication, 'get' | 'clock'>): Promise<void> {
  await vi.waitFor(async () => {
    app.clock.advance(10_000);
    const page = await app.get('/');
    expect(page.headers.get('last-confirmed')).toBeNull();
    expect(await page.text()).not.toContain('Last confirmed');
  });
}

describe('a database that is lost while the server runs', () => {
  test.each(Object.entries(failures))(
    '%s: the page stays, says its age, and goes on after repair',
    async (_, { fail }) => {
      const app = await withIncident();
      const before = await app.text('/');
      const repair = fail(app.file);
      await vi.waitFor(async () => {
        app.clock.advance(1_000);
        expect((await app.get('/readyz')).status).toBe(503);
      });
      expect(await app.text('/')).toBe(before);
      await vi.waitFor(async () => {
        app.clock.advance(1_000);
        expect(await write(app)).toMatchObject({ status: 503, code: 'store.unavailable' });
      });
      await expectMarked(app, 40_000);
      const never = await app.get('/incidents/abcdefghijkl');
      expect([never.status, never.headers.get('retry-after')]).toEqual([503, '5']);
      expect(await never.text()).toContain('does not mean that nothing happened');
      expect((await app.get('/admin')).status).toBe(200);
      expect((await app.manage('GET', '/components')).status).toBe(503);

      repair();
      await expectRepaired(app);
      expect((await write(app)).status).toBe(201);
      expect(await app.text('/')).toContain('Payments fail');
    },
  );

  test('a lock of another process: reads go on, writes are refused', async () => {
    const app = await withIncident();
    const other = new Sqlite(app.file);
    other.exec('BEGIN IMMEDIATE');
    const refused = await write(app);
    expect(refused).toMatchObject({ status: 503, body: { error: expect.stringContaining('locked') } });
    expect((await app.get('/incidents/abcdefghijkl')).status).toBe(404);
    // Each minute the use of the token is to be written down too, and nobody waits for the lock twice.
    const [withUse, without]: [number[], number[]] = [[], []];
    for (const took of [withUse, without, withUse, without, withUse, without]) {
      if (took === withUse) app.clock.advance(90_000);
      const askedAt = performance.now();
      expect((await write(app)).status).toBe(503);
      took.push(performance.now() - askedAt);
    }
    expect(Math.min(...withUse) / Math.min(...without)).toBeLessThan(1.5);
    expect((await app.manage('GET', '/components')).status).toBe(200);
    other.exec('ROLLBACK');
    other.close();
    expect((await write(app)).status).toBe(201);
  });

  test('says so once', async () => {
    const lines: string[] = [];
    const app = await startApplication({ onLog: (line) => lines.push(line) });
    rmSync(path.join(app.dataDir, 'candor.db'));
    for (let n = 0; n < 20; n += 1) {
      app.clock.advance(10_000);
      await vi.waitFor(async () => expect((await app.get('/readyz')).status).toBe(503));
    }
    expect(lines.filter((line) => line.includes('could not be published'))).toHaveLength(1);
  });
});

describe('a start without its database', () => {
  const atStart: Readonly<Record<string, Failure>> = {
    ...failures,
    'not to be opened, since its log cannot be': {
      fail: (file) => {
        mkdirSync(`${file}-wal`);
        return () => rmSync(`${file}-wal`, { recursive: true });
      },
    },
    locked: {
      fail: (file) => {
        const other = new Sqlite(file);
        other.pragma('locking_mode = EXCLUSIVE');
        other.exec('BEGIN IMMEDIATE');
        return () => other.close();
      },
    },
  };

  test.each(Object.entries(atStart))(
    '%s: serves what was published last, and goes on after repair',
    async (_, { fail }) => {
      const before = await withIncident();
      const home = await before.text('/');
      await before.close();
      const repair = fail(before.file);
      const app = await startApplication({ dataDir: before.dataDir, now: before.clock.now() + 60_000 });
      await expectMarked(app, 0);
      expect(await app.text('/')).toBe(
        home.replace(
          '<div id="unconfirmed"></div>',
          /<div id="unconfirmed">.*?<\/div>/s.exec(await app.text('/'))?.[0] ?? '',
        ),
      );
      expect((await app.get('/history.rss')).status).toBe(200);
      expect((await app.get('/history?page=2')).status).toBe(503);
      expect((await app.get('/uptime/abcdefghijkl.json')).headers.get('content-type')).toBe(
        'application/json',
      );
      expect((await app.get('/healthz')).status).toBe(200);
      expect((await app.get('/readyz')).status).toBe(503);
      expect((await app.get('/admin')).status).toBe(200);
      const form = await app.app.request('/subscribe', {
        method: 'POST',
        body: new URLSearchParams({ email: 'a@b.example' }),
      });
      expect(form.status).toBe(503);
      const api = await app.app.request(`/v1/pages/${before.pageId}/incidents`, {
        headers: { authorization: 'Bearer x' },
      });
      expect(api.status).toBe(503);

      repair();
      await expectRepaired(app);
      expect(await app.act({ type: 'addComponent', name: 'Web shop' })).not.toBe('');
      expect(await app.text('/')).toContain('Web shop');
    },
  );

  test('is refused where nothing was published yet, and where a newer version wrote', async () => {
    const dataDir = temporaryDirectory();
    const file = path.join(dataDir, 'candor.db');
    writeFileSync(file, garbage);
    await expect(startApplication({ dataDir })).rejects.toThrow(/damaged or is not a database/);
    expect(readFileSync(file, 'utf8')).toBe(garbage);

    const before = await withIncident();
    await before.close();
    const other = new Sqlite(before.file);
    other.exec(
      "INSERT INTO candor_migrations SELECT max(number) + 1, '9999_later', 'x' FROM candor_migrations",
    );
    other.close();
    await expect(startApplication({ dataDir: before.dataDir, now: testNow })).rejects.toThrow(
      /newer version/,
    );
  });
});
