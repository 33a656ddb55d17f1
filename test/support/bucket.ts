import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { onTestFinished } from 'vitest';
import type { Bucket } from '../../server/bucket.ts';
import { temporaryDirectory } from './application.ts';

const require = createRequire(import.meta.url);
const program = require.resolve('s3rver/bin/s3rver.js');

/** An empty bucket of a server that knows keys, but does not check signatures. It is ended with the test. */
export async function startBucket(): Promise<Bucket> {
  const args = ['-d', temporaryDirectory(), '-a', '127.0.0.1', '-p', '0', '--configure-bucket', 'copies'];
  const server = spawn(process.execPath, ['--no-deprecation', program, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    server.kill();
  });
  const port = await new Promise<string>((resolve, reject) => {
    let said = '';
    server.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const [, found] = /listening on 127\.0\.0\.1:(\d+)/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
    server.on('exit', () => reject(new Error(`the bucket did not start: ${said}`)));
  });
  return {
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    bucket: 'copies',
    prefix: 'status/page',
    key: 'S3RVER',
    secret: 'S3RVER',
    settings: 'BACKUP',
  };
}
