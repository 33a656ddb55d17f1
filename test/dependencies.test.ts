import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');

/** The first versions without the published weaknesses that concern us. */
const oldestSafe: Readonly<Record<string, string>> = {
  hono: '4.12.34',
  '@hono/node-server': '2.0.10',
  'drizzle-orm': '0.45.2',
  preact: '10.28.2',
  marked: '18.0.2',
  nodemailer: '9.0.1',
};

type Lock = { readonly packages: Readonly<Record<string, { readonly version?: string }>> };

test('no package is older than the first version without its published weaknesses', () => {
  const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as Lock;
  for (const [name, oldest] of Object.entries(oldestSafe)) {
    const versions = Object.entries(packages)
      .filter(([place]) => place === `node_modules/${name}` || place.endsWith(`/node_modules/${name}`))
      .map(([, { version = '' }]) => version);
    expect([name, versions.length > 0]).toEqual([name, true]);
    const tooOld = versions.filter((version) => isOlder(version, oldest));
    expect([name, tooOld]).toEqual([name, []]);
  }
  expect(isOlder('4.9.10', '4.12.1') && !isOlder('10.0.0', '9.9.9') && !isOlder('1.2.3', '1.2.3')).toBe(true);
});

test('the image runs without rights, says how it is checked, and is stopped in order', () => {
  const lines = readFileSync(path.join(root, 'Dockerfile'), 'utf8').split('FROM ').at(-1) ?? '';
  expect(lines).toMatch(/^USER node$/m);
  expect(lines).toMatch(/^VOLUME \/data$/m);
  expect(lines).toMatch(/^STOPSIGNAL SIGTERM$/m);
  expect(lines).toMatch(/^HEALTHCHECK [\s\S]*\/healthz/m);
  // In the exec form no shell stands between the signal and the server.
  expect(lines).toMatch(/^CMD \["node", /m);
});

function isOlder(version: string, than: string): boolean {
  const numbers = (text: string): number[] => text.split('-', 1)[0]?.split('.').map(Number) ?? [];
  const [found, oldest] = [numbers(version), numbers(than)];
  const at = found.findIndex((number, index) => number !== oldest[index]);
  return at >= 0 && (found[at] ?? 0) < (oldest[at] ?? 0);
}
