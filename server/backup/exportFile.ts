import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, renameSync, rmSync } from 'node:fs';
import { pipeline, type Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { Exported } from '../store/exportTo.ts';
import type { Store } from '../store/store.ts';
import { syncDirectoryOf } from '../store/syncFile.ts';
import { StoreUnavailable } from '../store/unavailable.ts';

/** There are secrets in it: nobody but its owner may read it. */
const ownerOnly = 0o600;

/**
 * Writes an export to a file that is there only when it is whole, and `verify` does not throw; compressed when its name
 * ends in `.gz`.
 */
export async function writeExport(
  store: Pick<Store, 'exportTo'>,
  file: string,
  verify?: (lines: AsyncIterable<string>, exported: Exported) => Promise<void>,
): Promise<Exported> {
  const unfinished = `${file}.unfinished`;
  rmSync(unfinished, { force: true });
  const kept = createWriteStream(unfinished, { mode: ownerOnly, flush: true });
  const entrance: Writable = file.endsWith('.gz') ? createGzip() : kept;
  if (entrance !== kept) entrance.pipe(kept);
  const done = Promise.all([finished(entrance), finished(kept)]);
  // Whoever fails first is told below; the other one must not end the process.
  done.catch(() => undefined);
  entrance.on('error', (error) => kept.destroy(error));
  kept.on('error', (error) => entrance.destroy(error));
  try {
    const exported = await store.exportTo((text) => written(entrance, text));
    entrance.end();
    await done;
    await verify?.(linesOfExport(file, createReadStream(unfinished)), exported);
    renameSync(unfinished, file);
    syncDirectoryOf(file);
    return exported;
  } catch (error) {
    entrance.destroy();
    kept.destroy();
    rmSync(unfinished, { force: true });
    throw error;
  }
}

/** Reads what was written, from the disk. @throws StoreUnavailable when that is not what was exported. */
export async function readExportAgain(lines: AsyncIterable<string>, { sha256 }: Exported): Promise<void> {
  const hash = createHash('sha256');
  let last: string | null = null;
  for await (const line of lines) {
    if (last !== null) hash.update(`${last}\n`);
    last = line;
  }
  if (hash.digest('hex') === sha256) return;
  throw new StoreUnavailable('The export on the disk is not what was written.', 'Check the disk.');
}

/** Resolves when there is room for more. */
function written(stream: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

/** The lines of an export, given its bytes as they come; unpacked when the name of the file ends in `.gz`. */
export function linesOfExport(file: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  if (!file.endsWith('.gz')) return linesOf(bytes);
  const unpacking = createGunzip();
  // What goes wrong on the way is thrown to whoever reads the lines.
  pipeline(bytes, unpacking, () => undefined);
  return linesOf(unpacking);
}

/** Without their line feeds. What follows the last line feed is a line as well, if there is something. */
async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let begun: string[] = [];
  for await (const chunk of bytes) {
    const [first = '', ...more] = decoder.decode(chunk, { stream: true }).split('\n');
    begun.push(first);
    for (const next of more) {
      yield begun.join('');
      begun = [next];
    }
  }
  begun.push(decoder.decode());
  const rest = begun.join('');
  if (rest !== '') yield rest;
}
