import { createReadStream } from 'node:fs';
import { linesOfExport } from '../../backup/exportFile.ts';
import { UnusableFile } from '../../statuspageImport/damage.ts';
import { UnusableExport } from '../../store/exportFormat.ts';
import { openConfiguredStore } from '../openConfiguredStore.ts';
import { parseWords } from '../parse.ts';
import { CommandFailed, UsageError, type World } from '../world.ts';
import { fileOnDisk } from './fileOnDisk.ts';

/** `candor import candor`: fills an empty database with an export. All of it is kept, or nothing. */
export async function importExport(args: readonly string[], world: World): Promise<number> {
  const { values, positionals } = parseWords(args, { json: { type: 'boolean' } }, 1);
  const [file] = positionals;
  if (file === undefined) throw new UsageError('Name the file that `candor export` wrote.');
  const bytes = file === '-' ? createReadStream('', { fd: 0 }) : fileOnDisk(file).chunks;
  const lines = await begun(linesOfExport(file, bytes), file);
  const store = await openConfiguredStore(world);
  try {
    const { revision, rows, sha256 } = await store.importFrom(lines);
    world.stdout.write(
      values.json
        ? `${JSON.stringify({ ok: true, file, revision, rows, sha256 })}\n`
        : `Imported everything of revision ${revision}: ${rows} rows.\n`,
    );
    return 0;
  } catch (error) {
    throw explained(error, file);
  } finally {
    await store.close();
  }
}

/** The same lines, of which the first was read: a file that cannot be read leaves no new database behind. */
async function begun(lines: AsyncGenerator<string>, file: string): Promise<AsyncGenerator<string>> {
  const first = await lines.next().catch((error: unknown) => {
    throw explained(error, file);
  });
  return (async function* all() {
    if (first.done) return;
    yield first.value;
    yield* lines;
  })();
}

function explained(error: unknown, file: string): unknown {
  if (error instanceof UnusableExport) return new CommandFailed(error.message);
  if (error instanceof UnusableFile) return new CommandFailed(`${error.message} ${error.hint}`);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^Z_|^ERR_ENCODING/.test(code)) {
    return new CommandFailed(
      `${file} is damaged or is not an export of Candor (${code}). Nothing was imported; copy it again.`,
    );
  }
  return error;
}
