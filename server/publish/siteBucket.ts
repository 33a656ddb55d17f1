import { createHash } from 'node:crypto';
import { type Bucket, BucketClient } from '../bucket.ts';
import { NotASiteCopy, type SiteDestination, type SiteFile } from './siteCopy.ts';

/** Marks what is below a prefix as ours. */
const marker = '.candor-site';
const heading = new TextEncoder().encode('Candor replaces and removes whatever is beside this.\n');
/** What readers are told besides the bytes, of what a bucket keeps of it. */
const keptHeaders = ['content-type', 'cache-control'];

/** Objects below a prefix of a bucket, which belongs to the copy alone. */
export class SiteBucket implements SiteDestination {
  readonly #client: BucketClient;
  /** The MD5 of what is there, hex, by name. */
  readonly #present: Map<string, string>;

  private constructor(client: BucketClient, present: Map<string, string>) {
    this.#client = client;
    this.#present = present;
  }

  /** Throws `NotASiteCopy`, and then nothing was touched. */
  static async open(bucket: Bucket): Promise<SiteBucket> {
    const client = new BucketClient(bucket);
    const present = new Map((await client.list(false)).map(({ name, etag }) => [name, etag]));
    if (!present.delete(marker)) {
      if (present.size > 0) {
        throw new NotASiteCopy(
          `${client.address} is not empty, and Candor did not write it. Name a bucket, or a prefix in it, where nothing is yet.`,
        );
      }
      await client.put(marker, heading, hash('sha256', heading), { 'content-type': 'text/plain' });
    }
    return new SiteBucket(client, present);
  }

  async put(name: string, { bytes, headers }: SiteFile): Promise<boolean> {
    const md5 = hash('md5', bytes);
    if (this.#present.get(name) === md5) return false;
    const told = keptHeaders.flatMap((header) => {
      const value = headers.get(header);
      return value === null ? [] : [[header, value]];
    });
    await this.#client.put(name, bytes, hash('sha256', bytes), Object.fromEntries(told));
    this.#present.set(name, md5);
    return true;
  }

  async removeOthers(names: ReadonlySet<string>): Promise<number> {
    const gone = [...this.#present.keys()].filter((name) => !names.has(name));
    for (const name of gone) {
      await this.#client.remove(name);
      this.#present.delete(name);
    }
    return gone.length;
  }
}

function hash(algorithm: 'md5' | 'sha256', bytes: Uint8Array): string {
  return createHash(algorithm).update(bytes).digest('hex');
}
