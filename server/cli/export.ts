import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { writeExport } from '../backup/exportFile.ts';
import type { Exported } from '../store/exportTo.ts';
import type { Store } from '../store/store.ts';
import { exportSite } from './exportSite.ts';
import { openExistingStore } from './openConfiguredStore.ts';
import { parseWords } from './parse.ts';
import { type CliCommand, CommandFailed, UsageError, type World } from './world.ts';

/** `candor export`: everything that is kept as lines of JSON, which either database can be filled with. */
export const exportAll: CliCommand = {
  usage: 'export FILE|site DIR [--json]',
  summary:
    'Writes everything to FILE, engine-neutral, for `candor import candor FILE` into SQLite or PostgreSQL. Compressed\n' +
    'when FILE ends in .gz; - is the standard output. It holds secrets and addresses of people: keep it as safe as\n' +
    'the database. With `site`, writes the public pages to DIR, or to s3://bucket/prefix, as plain files for any web server.',
  async run(args, world) {
    const { values, positionals } = parseWords(args, { json: { type: 'boolean' } }, 2);
    const [file, more] = positionals;
    if (file === 'site') {
      await exportSite(more, values.json ?? false, world);
      return 0;
    }
    if (file === undefined) throw new UsageError('Name the file to write.');
    if (more !== undefined) throw new UsageError(`"${more}" is too much.`);
    if (file !== '-' && existsSync(file)) {
      throw new CommandFailed(`${file} is there already. Name a file that is not.`);
    }
    const store = await openExistingStore(world);
    try {
      const exported = await exportTo(store, file, world);
      const answer = values.json ? JSON.stringify({ ok: true, file, ...exported }) : describe(file, exported);
      (file === '-' ? world.stderr : world.stdout).write(`${answer}\n`);
      return 0;
    } finally {
      await store.close();
    }
  },
};

async function exportTo(store: Store, file: string, { stdout }: World): Promise<Exported> {
  if (file === '-') {
    return store.exportTo(async (text) => {
      stdout.write(text);
    });
  }
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  return writeExport(store, file);
}

function describe(file: string, { revision, rows, sha256 }: Exported): string {
  return `${file === '-' ? 'The export' : file} holds everything at revision ${revision}: ${rows} rows, SHA-256 ${sha256}.`;
}
