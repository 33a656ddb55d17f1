import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { makeBackup } from '../backup/makeBackup.ts';
import { readConfig } from '../config.ts';
import { backupName } from '../domain/backupPlan.ts';
import { backupSeries } from '../domain/health.ts';
import { openExistingStore } from './openConfiguredStore.ts';
import { parseWords } from './parse.ts';
import { type CliCommand, CommandFailed, UsageError } from './world.ts';

/** `candor backup`: a copy of everything that is kept, made beside a running server, and compared with it. */
export const backup: CliCommand = {
  usage: 'backup [FILE] [--json]',
  summary:
    'Copies the live database to FILE, or to DATA_DIR/backups, and compares every row of the copy. Of PostgreSQL it is\n' +
    'an export, for `candor import candor FILE`.',
  async run(args, world) {
    const { values, positionals } = parseWords(args, { json: { type: 'boolean' } });
    const [given, more] = positionals;
    if (more !== undefined) throw new UsageError(`"${more}" is too much.`);
    const { databaseUrl, dataDir } = readConfig(world.env);
    const engine = databaseUrl === null ? 'sqlite' : 'postgres';
    const at = world.clock.now();
    const file = path.resolve(given ?? path.join(dataDir, 'backups', backupName(engine, at)));
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
