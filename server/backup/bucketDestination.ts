import { createHash } from 'node:crypto';
import { createWriteStream, openAsBlob } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { type Bucket, BucketClient } from '../bucket.ts';
import { type Destination, DestinationFailed, hashOf } from './destination.ts';

/** There are secrets in what is brought back: nobody but its owner may read it. */
const ownerOnly = 0o600;

/** Backups below the prefix of a bucket. */
export function bucketDestination(bucket: Bucket): Destination {
  const client = new BucketClient(bucket);
  const { address } = client;
  return {
    address,
    list: async () => (await client.list(true)).map(({ name }) => name),
    async put(name, file) {
      const sha256 = await hashOf(file);
      // Not read into memory, and of a known length, which buckets insist on.
      await client.put(name, await openAsBlob(file), sha256);
      const hash = createHash('sha256');
      for await (const chunk of await client.get(name)) hash.update(chunk);
      if (hash.digest('hex') === sha256) return;
      await client.remove(name);
      throw new DestinationFailed(
        `What ${address} holds as ${name} is not what was sent. It was removed there.`,
      );
    },
    async get(name, file) {
      const body = await client.get(name);
      try {
        await pipeline(body, createWriteStream(file, { flags: 'wx', mode: ownerOnly }));
      } catch (error) {
        await rm(file, { force: true });
        throw new DestinationFailed(`${name} could not be brought from ${address}.`, { cause: error });
      }
    },
    remove: (name) => client.remove(name),
  };
}
