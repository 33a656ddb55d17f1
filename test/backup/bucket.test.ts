import { createHash, createHmac, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { bucketDestination } from '../../server/backup/bucketDestination.ts';
import type { Bucket } from '../../server/bucket.ts';
import { temporaryDirectory } from '../support/application.ts';
import { startBucket } from '../support/bucket.ts';
import { startReceiver, type TakenRequest } from '../support/receiver.ts';

test('a bucket takes files, lists what is below its prefix, gives the same bytes back, and removes', async () => {
  const settings = await startBucket();
  const bucket = bucketDestination(settings);
  const directory = temporaryDirectory();
  const file = path.join(directory, 'copy.db');
  writeFileSync(file, randomBytes(3_000_000));
  expect(bucket.address).toBe('s3://copies/status/page');
  expect(await bucket.list()).toEqual([]);

  await bucket.put('candor-20261123T033000Z.db', file);
  await bucket.put('tom & "jerry" <1>.db', file);
  await bucketDestination({ ...settings, prefix: 'status' }).put('other.db', file);
  expect((await bucket.list()).sort()).toEqual(['candor-20261123T033000Z.db', 'tom & "jerry" <1>.db']);

  const brought = path.join(directory, 'brought.db');
  await bucket.get('candor-20261123T033000Z.db', brought);
  expect(readFileSync(brought).equals(readFileSync(file))).toBe(true);
  expect(statSync(brought).mode & 0o777).toBe(0o600);

  await bucket.remove('candor-20261123T033000Z.db');
  expect(await bucket.list()).toEqual(['tom & "jerry" <1>.db']);
  const gone = path.join(directory, 'gone.db');
  await expect(bucket.get('candor-20261123T033000Z.db', gone)).rejects.toThrow(/answered 404.*BACKUP_TO/);
  expect(existsSync(gone)).toBe(false);
});

test('a bucket lists more than one answer can hold', async () => {
  const bucket = bucketDestination({ ...(await startBucket()), prefix: '' });
  const file = path.join(temporaryDirectory(), 'small');
  writeFileSync(file, 'x');
  const receiver = await startReceiver();
  const paged = bucketDestination({
    endpoint: receiver.url,
    region: 'r',
    bucket: 'b',
    prefix: 'p',
    key: 'k',
    secret: 's',
    settings: 'BACKUP',
  });
  receiver.answer = ({ path: asked }) => ({
    status: 200,
    body: asked.includes('continuation-token=a%2Bb')
      ? '<ListBucketResult><Contents><Key>p/two</Key></Contents></ListBucketResult>'
      : '<ListBucketResult><Contents><Key>p/one</Key></Contents><NextContinuationToken>a+b</NextContinuationToken></ListBucketResult>',
  });
  expect(await paged.list()).toEqual(['one', 'two']);
  await bucket.put('at-the-top', file);
  expect(await bucket.list()).toEqual(['at-the-top']);
});

test('a bucket that refuses, is away or keeps other bytes is no success, and no secret is told', async () => {
  const settings = await startBucket();
  const file = path.join(temporaryDirectory(), 'copy.db');
  writeFileSync(file, 'all that is kept');
  const wrong = bucketDestination({ ...settings, key: 'wrong-key', secret: 'wrong-secret' });
  const refused = await wrong.put('copy.db', file).catch((error: unknown) => String(error));
  expect(refused).toMatch(/s3:\/\/copies\/status\/page answered 403\..*BACKUP_S3_/);
  expect(refused).not.toContain('wrong-secret');
  await expect(bucketDestination({ ...settings, bucket: 'nobodys' }).list()).rejects.toThrow(/answered 404/);
  await expect(bucketDestination({ ...settings, endpoint: 'http://127.0.0.1:1' }).list()).rejects.toThrow(
    /cannot be reached/,
  );
  expect(await bucketDestination(settings).list()).toEqual([]);

  const forgetful = await startReceiver();
  forgetful.answer = ({ method }) => ({ status: 200, body: method === 'GET' ? 'something else' : '' });
  const other = bucketDestination({ ...settings, endpoint: forgetful.url });
  await expect(other.put('copy.db', file)).rejects.toThrow(/is not what was sent/);
  expect(forgetful.taken.map(({ method }) => method)).toEqual(['PUT', 'GET', 'DELETE']);
  expect(forgetful.taken[0]?.headers).toMatchObject({ 'content-length': '16' });
  for (const request of forgetful.taken) {
    expect(request.headers.authorization).toMatch(new RegExp(`Signature=${signatureOf(request, settings)}$`));
  }
  expect(forgetful.taken[0]?.headers['x-amz-content-sha256']).toBe(sha256(readFileSync(file)));
});

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Worked out anew: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
function signatureOf(
  { method, path: asked, headers }: TakenRequest,
  { region, secret }: Pick<Bucket, 'region' | 'secret'>,
): string {
  const signed = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1] ?? '';
  const at = String(headers['x-amz-date']);
  const day = at.slice(0, 8);
  const canonical = [
    method,
    asked,
    '',
    ...signed.split(';').map((name) => `${name}:${headers[name]}`),
    '',
    signed,
    headers['x-amz-content-sha256'],
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', at, `${day}/${region}/s3/aws4_request`, sha256(canonical)].join('\n');
  const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(
    (key, part) => createHmac('sha256', key).update(part).digest(),
    `AWS4${secret}`,
  );
  return createHmac('sha256', key).update(toSign).digest('hex');
}
