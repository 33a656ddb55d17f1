import { expect, test } from 'vitest';
import { type Circumstances, troublesOf } from '../../server/domain/troubles.ts';

const now = Date.UTC(2026, 10, 23, 14, 40);
const MiB = 1024 * 1024;

const well: Circumstances = {
  openReports: [],
  setAside: 0,
  backedUpAt: now - 3_600_000,
  backupFailedAt: null,
  confirmedAt: now,
  freeBytes: 10_000 * MiB,
};

const kindsOf = (changed: Partial<Circumstances>, open: Parameters<typeof troublesOf>[1] = []) =>
  troublesOf({ ...well, ...changed }, open, now).map(({ kind }) => kind);

test('nothing is wrong when nothing is', () => {
  expect(kindsOf({})).toEqual([]);
  expect(kindsOf({ backedUpAt: null, freeBytes: null })).toEqual([]);
});

test('each trouble begins at its limit and not before', () => {
  expect(kindsOf({ confirmedAt: now - 119_999 })).toEqual([]);
  expect(kindsOf({ confirmedAt: now - 120_000 })).toEqual(['unpublished']);
  expect(kindsOf({ backedUpAt: now - 48 * 3_600_000 + 1 })).toEqual([]);
  expect(kindsOf({ backedUpAt: now - 48 * 3_600_000 })).toEqual(['failedBackup']);
  const hour = 3_600_000;
  expect(kindsOf({ backedUpAt: now - 25 * hour, backupFailedAt: now })).toEqual([]);
  expect(kindsOf({ backedUpAt: now - 26 * hour, backupFailedAt: now })).toEqual(['failedBackup']);
  expect(kindsOf({ backedUpAt: now - 26 * hour, backupFailedAt: now - 27 * hour })).toEqual([]);
  expect(kindsOf({ setAside: 1 })).toEqual(['failedDeliveries']);
  expect(kindsOf({ freeBytes: 512 * MiB })).toEqual([]);
  expect(kindsOf({ freeBytes: 512 * MiB - 1 })).toEqual(['fullDisk']);
});

test('a disk at the limit does not raise alarm after alarm', () => {
  const full = [{ kind: 'fullDisk' as const, incidentId: null, since: now - 60_000 }];
  expect(troublesOf({ ...well, freeBytes: 600 * MiB }, full, now)).toEqual(full);
  expect(kindsOf({ freeBytes: 640 * MiB }, full)).toEqual([]);
});
