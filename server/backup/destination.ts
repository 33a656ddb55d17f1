import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** Where copies are kept outside of the database. Names are plain names of files. */
export type Destination = {
  /** As an operator would write it. */
  readonly address: string;
  /** The names of all that is there. */
  list(): Promise<string[]>;
  /** Puts a file there. Resolves when it was read back from there and is the same. */
  put(name: string, file: string): Promise<void>;
  /** Brings one from there into a file that is not there yet. */
  get(name: string, file: string): Promise<void>;
  remove(name: string): Promise<void>;
};

/** A destination does not take or give what it should. The message says what is wrong and what to do. */
export class DestinationFailed extends Error {
  override readonly name = 'DestinationFailed';
}

/** SHA-256 of a file, hex. */
export async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}
