import { readFileSync } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import path from 'node:path';
import { type Artifact, makeArtifact } from './artifact.ts';
import type { PublicPage } from './snapshot.ts';

/** What a publication kept on disk is about. */
export type About = {
  /** When it was last known to be right, ms UTC. */
  readonly confirmedAt: number;
  readonly page: Pick<PublicPage, 'name' | 'language' | 'timeZone'>;
};

/** Bytes as they are published at a path. */
export type PublishedFile = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
};

/** What was published last, perhaps by another version: its bytes by their path, and no more. */
export type LastPublished = About & {
  /** Compressed when it is first asked for: most starts find a database and need none of it. Null: nothing is kept. */
  readonly file: (path: string) => Artifact | null;
};

type Index = About & {
  readonly files: readonly (Omit<PublishedFile, 'bytes'> & { readonly length: number })[];
};

/** Computed from the bytes again when they are read. */
const computed = ['content-length', 'content-encoding', 'etag', 'vary'];

/**
 * Keeps a publication in one file: a line of JSON that lists what is in it, and the bytes one after the other. A crash
 * leaves the file before or this one, never a part.
 */
export async function writeLastPublished(
  file: string,
  about: About,
  files: readonly PublishedFile[],
): Promise<void> {
  const index: Index = {
    ...about,
    files: files.map(({ path, headers, bytes }) => ({
      path,
      headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !computed.includes(name))),
      length: bytes.length,
    })),
  };
  const directory = path.dirname(file);
  await mkdir(directory, { recursive: true });
  const unfinished = `${file}.unfinished`;
  const written = await open(unfinished, 'w');
  try {
    await written.writev([Buffer.from(`${JSON.stringify(index)}\n`), ...files.map(({ bytes }) => bytes)]);
    await written.sync();
  } finally {
    await written.close();
  }
  await rename(unfinished, file);
  const entry = await open(directory, 'r');
  try {
    await entry.sync();
  } finally {
    await entry.close();
  }
}

/** What `writeLastPublished` kept; null when there is nothing, or nothing that can be read. */
export function readLastPublished(from: string): LastPublished | null {
  try {
    const all = readFileSync(from);
    const start = all.indexOf('\n') + 1;
    const index: Index = JSON.parse(all.subarray(0, start).toString('utf8'));
    const kept = new Map<string, PublishedFile>();
    let at = start;
    for (const { path, headers, length } of index.files) {
      if (at + length > all.length) return null;
      kept.set(path, { path, headers, bytes: all.subarray(at, at + length) });
      at += length;
    }
    const made = new Map<string, Artifact>();
    const file = (path: string): Artifact | null => {
      const found = kept.get(path);
      const artifact = made.get(path) ?? (found && artifactOf(found));
      if (artifact) made.set(path, artifact);
      return artifact ?? null;
    };
    return { confirmedAt: index.confirmedAt, page: index.page, file };
  } catch {
    return null;
  }
}

function artifactOf({ headers, bytes }: PublishedFile): Artifact {
  return makeArtifact(isText(headers) ? Buffer.from(bytes).toString('utf8') : bytes, headers);
}

function isText(headers: Readonly<Record<string, string>>): boolean {
  return /^text\/|json|xml|javascript/.test(headers['content-type'] ?? '');
}
