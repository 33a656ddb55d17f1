import { createReadStream } from 'node:fs';
import { UnusableFile } from '../../statuspageImport/damage.ts';
import type { SourceFile } from '../../statuspageImport/entries.ts';

const chunkBytes = 1024 * 1024;

/** A file of this machine, read as far as it is asked for. Reading throws `UnusableFile` when it cannot be read. */
export function fileOnDisk(path: string): SourceFile {
  return { name: path, chunks: chunksOf(path) };
}

async function* chunksOf(path: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes })) yield chunk as Buffer;
  } catch (error) {
    throw error instanceof Error && 'code' in error ? unreadable(path, String(error.code)) : error;
  }
}

function unreadable(file: string, code: string): UnusableFile {
  if (code === 'ENOENT') {
    return new UnusableFile(
      file,
      `${file} does not exist.`,
      'Check the spelling, and the folder that you are in.',
    );
  }
  if (code === 'EISDIR')
    return new UnusableFile(file, `${file} is a folder.`, `Name the files in it, such as ${file}/*.json.`);
  if (code === 'EACCES' || code === 'EPERM') {
    return new UnusableFile(file, `${file} may not be read.`, 'Check its permissions.');
  }
  return new UnusableFile(
    file,
    `${file} cannot be read (${code}).`,
    'Check the path, and the disk that it is on.',
  );
}
