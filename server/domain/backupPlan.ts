import { dateOf, instantOf } from './calendar.ts';
import { DAY_MS } from './timeZone.ts';

/** Few readers and staff are awake then, in the zone of the page. */
const quietHour = 3;
const quietMinute = 30;
/** A page that was never backed up waits no longer than this after a start, so that restarts cannot put it off for ever. */
const firstAfterMs = 3_600_000;
/** A restore is proven so often. */
const provenForMs = 7 * DAY_MS;
/** So many weeks keep their newest backup beyond the newest of all. */
const weeksKept = 8;

/** When the next backup is due, ms UTC: the first quiet hour after the last one, which may be over already. */
export function nextBackupAt(last: number | null, startedAt: number, timeZone: string): number {
  if (last !== null) return quietAfter(last, timeZone);
  return Math.min(quietAfter(startedAt, timeZone), startedAt + firstAfterMs);
}

/** When the newest backup is to be restored for a proof, ms UTC. */
export function nextProofAt(last: number | null, lastBackup: number): number {
  return last === null ? lastBackup : last + provenForMs;
}

function quietAfter(instant: number, timeZone: string): number {
  const today = quietHourOf(instant, timeZone);
  return today > instant ? today : quietHourOf(instant + DAY_MS, timeZone);
}

function quietHourOf(instant: number, timeZone: string): number {
  const [year = 0, month = 0, day = 0] = dateOf(instant, timeZone).split('-').map(Number);
  return instantOf(
    { year, month, day, hour: quietHour, minute: quietMinute, second: 0, millisecond: 0 },
    timeZone,
  );
}

const endings = { sqlite: 'db', postgres: 'jsonl.gz' } as const;
export type Engine = keyof typeof endings;

/** `candor-20261123T033000Z.db`: a copy of an SQLite database, or an export of PostgreSQL. Names sort by their time. */
export function backupName(engine: Engine, at: number): string {
  return `candor-${new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '')}.${endings[engine]}`;
}

const namePattern = /^candor-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.(db|jsonl\.gz)$/;

/** When the backup of this name was made, ms UTC; null when it is not the name of one. */
function backupMadeAt(name: string): number | null {
  const [, year, month, day, hour, minute, second] = namePattern.exec(name) ?? [];
  if (year === undefined) return null;
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(at) ? null : at;
}

/** Those of these names that are backups, the newest first. */
export function backupsAmong(names: readonly string[]): { readonly name: string; readonly at: number }[] {
  return names
    .flatMap((name) => {
      const at = backupMadeAt(name);
      return at === null ? [] : [{ name, at }];
    })
    .sort((a, b) => b.at - a.at);
}

/** The backups that are not needed any more: not among the `keep` newest, and not the newest of one of eight weeks before. */
export function backupsToRemove(names: readonly string[], keep: number): string[] {
  const weeks = new Set<number>();
  return backupsAmong(names)
    .slice(keep)
    .filter(({ at }) => {
      const week = Math.floor(at / (7 * DAY_MS));
      if (weeks.has(week) || weeks.size === weeksKept) return true;
      weeks.add(week);
      return false;
    })
    .map(({ name }) => name);
}
