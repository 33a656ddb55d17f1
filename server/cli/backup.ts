import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { makeBackup } from '../backup/makeBackup.ts';
import { type Config, readConfig } from '../config.ts';
import { backupName } from '../domain/backupPlan.ts';
import { backupSeries } from '../domain/health.ts';
import { openExistingStore } from './openConfiguredStore.ts';
import { parseWords } from './parse.ts';
import { type CliCommand, CommandFailed, UsageError } from './world.ts';

/** `candor backup`: a copy of everything that is kept, made beside a running server, and compared with it. */
export const backup: CliCommand = {
  usage: 'backup [FILE] [--json]',
  summary:
    'Copies the live database to FILE, or into BACKUP_TO, and compares every row of the copy. Of PostgreSQL it is\n' +
    'an export, for `candor import candor FILE`.',
  async run(args, world) {
    const { values, positionals } = parseWords(args, { json: { type: 'boolean' } }, 1);
    const [given] = positionals;
    const config = readConfig(world.env);
    const engine = config.databaseUrl === null ? 'sqlite' : 'postgres';
    const at = world.clock.now();
    const file = path.resolve(given ?? path.join(directoryOf(config), backupName(engine, at)));
    if (existsSync(file)) throw new CommandFailed(`${file} is there already. Name a file that is not.`);
    const store = await openExistingStore(world);
    try {
      mkdirSync(path.dirname(file), { recursive: true });
      const made = await makeBackup(store, engine, file);
      await store.record([{ series: backupSeries, at, value: made.bytes }]);
      world.stdout.write(
        values.json
          ? `${JSON.stringify({ ok: true, file, ...made })}\n`
          : `${file} holds everything at revision ${made.revision}: ${made.rows} rows in ${made.bytes} bytes, compared with the database.\n`,
      );
      return 0;
    } finally {
      await store.close();
    }
  },
};

function directoryOf({ dataDir, backupTo }: Config): string {
  if (backupTo === null) return path.join(dataDir, 'backups');
  if (typeof backupTo === 'string') return backupTo;
  throw new UsageError(
    'BACKUP_TO is a bucket, which the server fills each night. Name a file for this backup.',
  );
}
