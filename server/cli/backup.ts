import { existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { readConfig } from '../config.ts';
import { backupSeries } from '../domain/health.ts';
import { openExistingStore } from './openConfiguredStore.ts';
import { parseWords } from './parse.ts';
import { stampOf } from './stamp.ts';
import { type CliCommand, CommandFailed, UsageError } from './world.ts';

/** `candor backup`: a copy of everything that is kept, made beside a running server, and opened to see that it is whole. */
export const backup: CliCommand = {
  usage: 'backup [FILE] [--json]',
  summary: 'Copies the live database to FILE, or to DATA_DIR/backups, and verifies the copy.',
  async run(args, world) {
    const { values, positionals } = parseWords(args, { json: { type: 'boolean' } });
    const [given, more] = positionals;
    if (more !== undefined) throw new UsageError(`"${more}" is too much.`);
    const at = world.clock.now();
    const file = path.resolve(
      given ?? path.join(readConfig(world.env).dataDir, 'backups', `candor-${stampOf(at)}.db`),
    );
    if (existsSync(file)) throw new CommandFailed(`${file} is there already. Name a file that is not.`);
    const store = await openExistingStore(world);
    try {
      mkdirSync(path.dirname(file), { recursive: true });
      await store.copyTo(file);
      const bytes = statSync(file).size;
      await store.record([{ series: backupSeries, at, value: bytes }]);
      world.stdout.write(
        values.json
          ? `${JSON.stringify({ ok: true, file, bytes })}\n`
          : `${file} is a verified copy of ${bytes} bytes.\n`,
      );
      return 0;
    } finally {
      await store.close();
    }
  },
};
