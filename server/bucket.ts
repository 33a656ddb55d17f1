import { AwsClient } from 'aws4fetch';

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
  /** What the names of its settings begin with. */
  readonly settings: 'BACKUP' | 'SITE';
};

/** A bucket does not take or give what it should. The message says what is wrong and what to do. */
export class BucketFailed extends Error {
  override readonly name = 'BucketFailed';
}

export type BucketObject = {
  readonly name: string;
  /** Of most buckets the MD5 of what it holds, hex. */
  readonly etag: string;
};

/** Objects below `prefix` of a bucket, which is addressed by path: https://docs.aws.amazon.com/AmazonS3/latest/API/ */
export class BucketClient {
  /** As an operator would write it. */
  readonly address: string;
  readonly #client: AwsClient;
  readonly #bucket: Bucket;
  readonly #below: string;

  constructor(bucket: Bucket) {
    const { region, prefix, key, secret } = bucket;
    // Whoever puts something there tries again later by itself.
    this.#client = new AwsClient({
      accessKeyId: key,
      secretAccessKey: secret,
      service: 's3',
      region,
      retries: 0,
    });
    this.address = `s3://${bucket.bucket}${prefix && `/${prefix}`}`;
    this.#bucket = bucket;
    this.#below = prefix && `${prefix}/`;
  }

  /** All that is there; without what has a slash in its name, when `isFlat`. */
  async list(isFlat: boolean): Promise<BucketObject[]> {
    const { endpoint, bucket } = this.#bucket;
    const found: BucketObject[] = [];
    let next: string | undefined;
    do {
      const query = new URLSearchParams({ 'list-type': '2', prefix: this.#below });
      if (isFlat) query.set('delimiter', '/');
      if (next !== undefined) query.set('continuation-token', next);
      const page = await (await this.#ask(`${endpoint}/${encodeURIComponent(bucket)}?${query}`)).text();
      for (const [, object = ''] of page.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
        const [key = ''] = valuesOf(object, 'Key');
        const [etag = ''] = valuesOf(object, 'ETag');
        found.push({ name: key.slice(this.#below.length), etag: etag.replaceAll('"', '') });
      }
      next = valuesOf(page, 'NextContinuationToken')[0];
    } while (next !== undefined);
    return found;
  }

  async get(name: string): Promise<AsyncIterable<Uint8Array>> {
    const { body } = await this.#ask(this.#urlOf(name));
    if (body === null) throw new BucketFailed(`${this.address} gave nothing for ${name}.`);
    return body;
  }

  /** The bucket shows an object only when it has all of it, and refuses one that has another hash. `sha256` is hex. */
  async put(
    name: string,
    body: Blob | Uint8Array<ArrayBuffer>,
    sha256: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    await this.#ask(this.#urlOf(name), {
      method: 'PUT',
      headers: { ...headers, 'x-amz-content-sha256': sha256 },
      body,
    });
  }

  async remove(name: string): Promise<void> {
    await this.#ask(this.#urlOf(name), { method: 'DELETE' });
  }

  #urlOf(name: string): string {
    const { endpoint, bucket } = this.#bucket;
    return `${endpoint}/${[bucket, ...`${this.#below}${name}`.split('/')].map(encodeURIComponent).join('/')}`;
  }

  async #ask(url: string, init?: RequestInit): Promise<Response> {
    const { settings } = this.#bucket;
    const answer = await this.#client.fetch(url, init).catch((error: unknown) => {
      throw new BucketFailed(
        `${this.address} cannot be reached. Check ${settings}_S3_ENDPOINT and the network.`,
        { cause: error },
      );
    });
    if (answer.ok) return answer;
    const said = valuesOf(await answer.text(), 'Message')[0] ?? 'It gave no reason.';
    throw new BucketFailed(
      `${this.address} answered ${answer.status}. ${said} Check ${settings}_TO and the ${settings}_S3_… settings.`,
    );
  }
}

/** The texts of all elements with this name in an answer of a bucket. */
function valuesOf(xml: string, name: string): string[] {
  const found = xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'));
  return [...found].map(([, text = '']) =>
    text.replaceAll(/&(lt|gt|quot|apos|amp);/g, (_, entity: string) => entities[entity] ?? ''),
  );
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
