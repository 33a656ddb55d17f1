import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { sqliteFile } from '../application.ts';
import { readConfig } from '../config.ts';
import { newIds } from '../newIds.ts';
import { provenCopy, putInPlace } from '../store/restoreSqlite.ts';
import { StoreUnavailable } from '../store/unavailable.ts';
import { parseWords } from './parse.ts';
import { stampOf } from './stamp.ts';
import { type CliCommand, CommandFailed, UsageError } from './world.ts';

/** `candor restore`: puts a backup into the place of the database, once it is proven, and keeps what was there. */
export const restore: CliCommand = {
  usage: 'restore FILE [--json]',
  summary:
    'Checks the backup FILE on a copy and puts it into the place of the database. What was there is kept beside it\n' +
    'under a name with the date. The server has to be stopped; it brings an older backup up to date when it starts.',
  async run(args, world) {
    const { values, positionals } = parseWords(args, { json: { type: 'boolean' } }, 1);
    const [given] = positionals;
    if (given === undefined) throw new UsageError('Name the backup to restore.');
    const { databaseUrl, dataDir } = readConfig(world.env);
    if (databaseUrl !== null) {
      throw new CommandFailed(
        'DATABASE_URL is set, and PostgreSQL is restored by its own tools. An export goes into an empty database with `candor import candor FILE`.',
      );
    }
    const backup = path.resolve(given);
    if (!existsSync(backup)) throw new CommandFailed(`${backup} does not exist.`);
    const file = sqliteFile(dataDir);
    const aside = `${file}.before-restore-${stampOf(world.clock.now())}`;
    mkdirSync(dataDir, { recursive: true });
    const scratch = mkdtempSync(path.join(dataDir, 'restoring-'));
    try {
      const sources = {
        clock: () => world.clock.now(),
        newIds: (count: number) => newIds(count, world.randomBytes),
      };
      const copy = await provenCopy(backup, scratch, sources).catch((error: unknown) => {
        if (!(error instanceof StoreUnavailable)) throw error;
        throw new CommandFailed(`${backup} cannot be restored. ${error.message} ${error.hint}`);
      });
      const kept = (await putInPlace(copy.file, file, aside)) ? aside : null;
      const { revision } = copy;
      const where = kept === null ? '' : ` What was there is kept as ${kept}.`;
      world.stdout.write(
        values.json
          ? `${JSON.stringify({ ok: true, file, restored: backup, revision, kept })}\n`
          : `${file} is now what ${backup} holds, at revision ${revision}.${where} Start the server again.\n`,
      );
      return 0;
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  },
};
