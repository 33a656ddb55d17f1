import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../packageRoot.ts';
import { StoreUnavailable, StoreUnsuitable } from './unavailable.ts';

export type Dialect = 'sqlite' | 'postgres';

/** One step of the schema, as drizzle-kit wrote it. `name` begins with its number, like `0003_webhooks`. */
export type Migration = {
  readonly name: string;
  readonly hash: string;
  readonly statements: readonly string[];
};

/** A step that a database remembers. */
export type Applied = { readonly number: number; readonly name: string; readonly hash: string };

/** All migrations of a dialect that this version knows, in order. */
export function readMigrations(dialect: Dialect): Migration[] {
  const folder = join(packageRoot(), 'drizzle', dialect);
  const journal: { entries: { tag: string }[] } = JSON.parse(
    readFileSync(join(folder, 'meta', '_journal.json'), 'utf8'),
  );
  return journal.entries.map(({ tag }) => {
    const text = readFileSync(join(folder, `${tag}.sql`), 'utf8').replaceAll('\r\n', '\n');
    return {
      name: tag,
      hash: createHash('sha256').update(text).digest('hex'),
      statements: text.split('--> statement-breakpoint').filter((statement) => statement.trim() !== ''),
    };
  });
}

/**
 * The migrations that a database still lacks, given those that it remembers in order of their number.
 * @throws StoreUnsuitable when what it remembers is not the beginning of what we know.
 */
export function pendingMigrations(known: readonly Migration[], applied: readonly Applied[]): Migration[] {
  for (const [position, step] of applied.entries()) {
    const expected = known[position];
    if (!expected && step.number === position) {
      throw new StoreUnsuitable(
        `The database was written by a newer version of Candor (it has the migration ${step.name}).`,
        'Start that version, or restore a backup from before the update.',
      );
    }
    if (!expected || step.number !== position || step.hash !== expected.hash) {
      throw new StoreUnsuitable(
        `The database's migrations are not those of this version: it has ${step.name} as number ${step.number}, where ${expected?.name ?? 'nothing'} belongs.`,
        'Start the version that wrote it, or restore a backup.',
      );
    }
  }
  return known.slice(applied.length);
}

/** Remembers the migrations that were applied. Means the same in both dialects. */
export const createApplied =
  'CREATE TABLE IF NOT EXISTS candor_migrations (number integer PRIMARY KEY NOT NULL, name text NOT NULL, hash text NOT NULL)';
export const selectApplied = 'SELECT number, name, hash FROM candor_migrations ORDER BY number';

/**
 * An empty database is never taken for one whose pages were published before.
 * @throws StoreUnavailable when nothing was ever written to this one, although `holds` says that something was.
 */
export function expectHeld(applied: readonly Applied[], holds: boolean): void {
  if (holds && applied.length === 0) throw missing('The database is empty');
}

/** Pages were published from a database that is not there: what to do. */
export function missing(what: string): StoreUnavailable {
  return new StoreUnavailable(
    `${what}, although pages were published from it before.`,
    'Put the database back, run `candor restore FILE`, or remove DATA_DIR/published to begin afresh.',
  );
}
