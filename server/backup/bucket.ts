import { createHash } from 'node:crypto';
import { createWriteStream, openAsBlob } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { AwsClient } from 'aws4fetch';
import { type Destination, DestinationFailed, hashOf } from './destination.ts';

/** A bucket that speaks the API of Amazon S3, and what it knows us by. */
export type Bucket = {
  /** Origin without a trailing slash. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  /** Without slashes at its ends; empty: the names stand at the top of the bucket. */
  readonly prefix: string;
  readonly key: string;
  readonly secret: string;
};

/** There are secrets in what is brought back: nobody but its owner may read it. */
const ownerOnly = 0o600;

/** Files below `prefix` of a bucket, which is addressed by path: https://docs.aws.amazon.com/AmazonS3/latest/API/ */
export function bucketDestination({ endpoint, region, bucket, prefix, key, secret }: Bucket): Destination {
  // Whoever puts something there tries again later by itself.
  const client = new AwsClient({
    accessKeyId: key,
    secretAccessKey: secret,
    service: 's3',
    region,
    retries: 0,
  });
  const address = `s3://${bucket}${prefix && `/${prefix}`}`;
  const below = prefix && `${prefix}/`;
  const urlOf = (name: string): string =>
    `${endpoint}/${[bucket, ...`${below}${name}`.split('/')].map(encodeURIComponent).join('/')}`;

  const ask = async (url: string, init?: RequestInit): Promise<Response> => {
    const answer = await client.fetch(url, init).catch((error: unknown) => {
      throw new DestinationFailed(`${address} cannot be reached. Check BACKUP_S3_ENDPOINT and the network.`, {
        cause: error,
      });
    });
    if (answer.ok) return answer;
    const said = valuesOf(await answer.text(), 'Message')[0] ?? 'It gave no reason.';
    throw new DestinationFailed(
      `${address} answered ${answer.status}. ${said} Check BACKUP_TO and the BACKUP_S3_… settings.`,
    );
  };

  const read = async (name: string): Promise<AsyncIterable<Uint8Array>> => {
    const { body } = await ask(urlOf(name));
    if (body === null) throw new DestinationFailed(`${address} gave nothing for ${name}.`);
    return body;
  };
  const remove = async (name: string): Promise<void> => {
    await ask(urlOf(name), { method: 'DELETE' });
  };

  return {
    address,
    async list() {
      const names: string[] = [];
      let next: string | undefined;
      do {
        const query = new URLSearchParams({ 'list-type': '2', prefix: below, delimiter: '/' });
        if (next !== undefined) query.set('continuation-token', next);
        const page = await (await ask(`${endpoint}/${encodeURIComponent(bucket)}?${query}`)).text();
        names.push(...valuesOf(page, 'Key').map((found) => found.slice(below.length)));
        next = valuesOf(page, 'NextContinuationToken')[0];
      } while (next !== undefined);
      return names;
    },
    async put(name, file) {
      const sha256 = await hashOf(file);
      // The bucket shows an object only when it has all of it, and refuses one that has another hash.
      await ask(urlOf(name), {
        method: 'PUT',
        headers: { 'x-amz-content-sha256': sha256 },
        // Not read into memory, and of a known length, which buckets insist on.
        body: await openAsBlob(file),
      });
      const hash = createHash('sha256');
      for await (const chunk of await read(name)) hash.update(chunk);
      if (hash.digest('hex') === sha256) return;
      await remove(name);
      throw new DestinationFailed(
        `What ${address} holds as ${name} is not what was sent. It was removed there.`,
      );
    },
    async get(name, file) {
      const body = await read(name);
      try {
        await pipeline(body, createWriteStream(file, { flags: 'wx', mode: ownerOnly }));
      } catch (error) {
        await rm(file, { force: true });
        throw new DestinationFailed(`${name} could not be brought from ${address}.`, { cause: error });
      }
    },
    remove,
  };
}

/** The texts of all elements with this name in an answer of a bucket. */
function valuesOf(xml: string, name: string): string[] {
  const found = xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'));
  return [...found].map(([, text = '']) =>
    text.replaceAll(/&(lt|gt|quot|apos|amp);/g, (_, entity: string) => entities[entity] ?? ''),
  );
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
