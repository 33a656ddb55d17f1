import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, inject, test } from 'vitest';
import { bucketDestination } from '../../server/backup/bucketDestination.ts';
import { makeBackup } from '../../server/backup/makeBackup.ts';
import { proveRestore } from '../../server/backup/proveRestore.ts';
import { backupName, backupsToRemove, nextBackupAt } from '../../server/domain/backupPlan.ts';
import { newIds } from '../../server/newIds.ts';
import {
  startApplication,
  type TestApplication,
  temporaryDirectory,
  testNow,
} from '../support/application.ts';
import { startBucket } from '../support/bucket.ts';

/** Bytes go to a disk and back, on a machine that may have much else to do. */
const patience = { timeout: 20_000 };
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** What the application under test calls a backup of this moment, `2026-11-23T15:40`. */
function backupOf(minute: string): string {
  return backupName(inject('dialect'), Date.parse(`${minute}Z`));
}

/** What a restore is proven with. */
function sourcesOf({ clock }: TestApplication) {
  return { clock: () => clock.now(), newIds: (count: number) => newIds(count, randomBytes) };
}

test('is due at half past three in the zone of the page, and at once after one was missed', () => {
  const at = Date.UTC(2026, 10, 23, 14, 40);
  const due = (last: number | null, startedAt: number, zone: string) =>
    new Date(nextBackupAt(last, startedAt, zone)).toISOString().slice(0, 16);
  expect(due(at, at, 'Etc/UTC')).toBe('2026-11-24T03:30');
  expect(due(at, at, 'America/New_York')).toBe('2026-11-24T08:30');
  expect(due(at, at + 9 * dayMs, 'Etc/UTC')).toBe('2026-11-24T03:30');
  expect(due(Date.UTC(2026, 10, 24, 3, 30), at, 'Etc/UTC')).toBe('2026-11-25T03:30');
  // Clocks go back at three, and forward at two.
  expect(due(Date.UTC(2026, 9, 24, 12), at, 'Europe/Berlin')).toBe('2026-10-25T02:30');
  expect(due(Date.UTC(2026, 2, 29, 1, 30), at, 'Europe/Berlin')).toBe('2026-03-30T01:30');
  // Never before: soon after the start, however often that is.
  expect(due(null, at, 'Etc/UTC')).toBe('2026-11-23T15:40');
  expect(due(null, Date.UTC(2026, 10, 24, 3, 10), 'Etc/UTC')).toBe('2026-11-24T03:30');
});

test('keeps the newest, one of each of eight weeks before, and whatever is not a backup', () => {
  const nightly = Array.from({ length: 120 }, (_, night) =>
    backupName('sqlite', Date.UTC(2026, 6, 1 + night, 3, 30)),
  );
  const others = ['notes.txt', 'candor-20260101T033000Z.db.unfinished', 'candor.db'];
  const removed = new Set(backupsToRemove([...others, ...nightly], 14));
  const kept = nightly.filter((name) => !removed.has(name));
  expect(kept.slice(-14)).toEqual(nightly.slice(-14));
  expect(kept.length).toBe(14 + 8);
  const weeks = kept.slice(0, 8).map((name) => nightly.indexOf(name));
  expect(weeks.slice(1).every((night, index) => night - (weeks[index] ?? 0) === 7)).toBe(true);
  expect(others.some((name) => removed.has(name))).toBe(false);
});

test('is made each night, proven once a week, rotated, and told of', async () => {
  const backupTo = path.join(temporaryDirectory(), 'elsewhere');
  const app = await startApplication({ backupTo, backupKeep: 2 });
  const backups = () => (existsSync(backupTo) ? readdirSync(backupTo).sort() : []);
  const health = async () => (await app.get('/readyz')).json();
  expect(await health()).toMatchObject({ last_backup: null, last_proven_restore: null });

  app.clock.advance(hourMs);
  await expect.poll(async () => (await health()).last_proven_restore, patience).not.toBeNull();
  expect(backups()).toEqual([backupOf('2026-11-23T15:40')]);
  const [first = ''] = backups();
  const { size, mode } = statSync(path.join(backupTo, first));
  expect(mode & 0o777).toBe(0o600);
  expect(await health()).toMatchObject({
    last_backup: { at: '2026-11-23T15:40:00.000Z', bytes: size },
    last_backup_failure: null,
    last_proven_restore: { at: '2026-11-23T15:40:00.000Z' },
  });
  expect(existsSync(path.join(app.dataDir, 'backing-up'))).toBe(false);
  const scratch = temporaryDirectory();
  expect(await proveRestore(path.join(backupTo, first), scratch, sourcesOf(app))).toBe(
    await app.store.revision(),
  );

  for (let night = 0; night < 8; night += 1) {
    const at = Date.UTC(2026, 10, 24 + night, 3, 30);
    const name = backupName(inject('dialect'), at);
    app.clock.advanceTo(at);
    await expect.poll(async () => (await health()).last_backup.at, patience).toBe(new Date(at).toISOString());
    await expect.poll(() => backups().at(-1), patience).toBe(name);
  }
  // The two newest, and the newest of each week before them, which end with a Wednesday.
  await expect
    .poll(() => backups().map((name) => name.slice(11, 15)), patience)
    .toEqual(['1125', '1129', '1130', '1201']);
  await expect
    .poll(async () => (await health()).last_proven_restore.at, patience)
    .toBe('2026-12-01T03:30:00.000Z');
});

test('says at which step it failed, tries again, and catches up after a start', async () => {
  const backupTo = path.join(temporaryDirectory(), 'backups');
  const logged: string[] = [];
  writeFileSync(backupTo, 'in the way');
  const app = await startApplication({ backupTo, onLog: (line) => logged.push(line) });
  const health = async () => (await app.get('/readyz')).json();
  const failedAt = new Date(testNow).toISOString();
  await expect
    .poll(async () => (await health()).last_backup_failure, patience)
    .toEqual({ at: failedAt, step: 'store' });
  expect(logged.some((line) => line.includes(`The directory ${backupTo} cannot be used`))).toBe(true);

  rmSync(backupTo);
  mkdirSync(backupTo);
  const earlier = path.join(backupTo, backupOf('2026-11-01T03:30'));
  writeFileSync(earlier, 'an earlier one');
  app.clock.advance(60_000);
  await expect.poll(async () => (await health()).last_proven_restore, patience).not.toBeNull();
  expect(await health()).toMatchObject({ last_backup_failure: null });
  expect(readdirSync(backupTo).sort()).toEqual([backupOf('2026-11-01T03:30'), backupOf('2026-11-23T14:41')]);
  await app.close();

  const later = Date.UTC(2026, 10, 27, 12);
  const again = await startApplication({ backupTo, dataDir: app.dataDir, now: later });
  await expect.poll(() => readdirSync(backupTo), patience).toContain(backupOf('2026-11-27T12:00'));
  await expect
    .poll(async () => (await (await again.get('/readyz')).json()).last_backup.at, patience)
    .toBe(new Date(later).toISOString());

  again.clock.advanceTo(Date.UTC(2026, 10, 30, 3, 30));
  const newest = path.join(backupTo, backupOf('2026-11-30T03:30'));
  await expect.poll(() => existsSync(newest), patience).toBe(true);
  writeFileSync(newest, 'damaged since');
  const provenAgainAt = Date.UTC(2026, 10, 30, 14, 41);
  again.clock.advanceTo(provenAgainAt);
  await expect
    .poll(async () => (await (await again.get('/readyz')).json()).last_backup_failure, patience)
    .toEqual({ at: new Date(provenAgainAt).toISOString(), step: 'prove' });
});

test('of PostgreSQL is an export, which is proven by an import', async () => {
  const app = await startApplication();
  const file = path.join(temporaryDirectory(), backupName('postgres', testNow));
  const { revision } = await makeBackup(app.store, 'postgres', file);
  expect(await proveRestore(file, temporaryDirectory(), sourcesOf(app))).toBe(revision);
  const lines = gunzipSync(readFileSync(file)).toString().split('\n');
  writeFileSync(file, gzipSync(lines.slice(0, -3).join('\n')));
  await expect(proveRestore(file, temporaryDirectory(), sourcesOf(app))).rejects.toThrow(/ends/);
});

test('is kept in a bucket, brought back from there for the proof, and rotated', async () => {
  const settings = await startBucket();
  const bucket = bucketDestination(settings);
  const app = await startApplication({ backupTo: settings, backupKeep: 1 });
  const health = async () => (await app.get('/readyz')).json();
  app.clock.advance(hourMs);
  await expect.poll(async () => (await health()).last_proven_restore, patience).not.toBeNull();
  expect(await bucket.list()).toEqual([backupOf('2026-11-23T15:40')]);
  app.clock.advanceTo(Date.UTC(2026, 10, 24, 3, 30));
  await expect.poll(() => bucket.list(), patience).toContain(backupOf('2026-11-24T03:30'));
  app.clock.advanceTo(Date.UTC(2026, 10, 25, 3, 30));
  // The newest, and the newest before it of that week.
  await expect
    .poll(async () => (await bucket.list()).sort(), patience)
    .toEqual([backupOf('2026-11-24T03:30'), backupOf('2026-11-25T03:30')]);
});
