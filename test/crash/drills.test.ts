import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../support/application.ts';
import { candor } from '../support/candor.ts';

/** In the order of the list that `candor drill --help` prints. */
const names = [
  'kill',
  'power-loss',
  'disk-full',
  'db-corrupt',
  'db-locked',
  'db-missing',
  'restore',
  'smtp-down',
  'clock-jump',
  'spike',
  'slow-clients',
];

test('the command knows these drills and no others', async () => {
  const { stdout } = await candor(['drill', '--help'], {});
  expect(/NAME: ([^.]*)\./.exec(stdout)?.[1]?.split(', ')).toEqual(names);
  const env = { DATA_DIR: temporaryDirectory() };
  for (const args of [[], ['earthquake'], ['kill', '--cycles', 'many']]) {
    expect((await candor(['drill', ...args], env)).code).toBe(2);
  }
});

const longestMs = 180_000;

async function expectGood(name: string, env: { readonly DATA_DIR: string }): Promise<void> {
  const { code, stdout, stderr } = await candor(['drill', name, '--short', '--json'], env);
  expect(stderr).toBe('');
  const result = JSON.parse(stdout);
  expect(result).toMatchObject({ drill: name, ok: true, short: true, control: { failed: true } });
  expect(result.expectations.filter(({ holds }: { holds: boolean }) => !holds)).toEqual([]);
  expect(code).toBe(0);
  expect(readFileSync(result.report, 'utf8')).toContain(`# Drill ${name}: all as expected`);
}

test(
  'kill, on a made-up business where there is no data: its report is all that it leaves behind',
  async () => {
    const env = { DATA_DIR: path.join(temporaryDirectory(), 'data') };
    await expectGood('kill', env);
    expect(readdirSync(env.DATA_DIR)).toEqual(['drills']);
  },
  longestMs,
);

test.each(names.slice(1))(
  '%s, on a copy: what is expected is seen, the control fails, and the data stays as it was',
  async (name) => {
    const env = { DATA_DIR: path.join(temporaryDirectory(), 'data') };
    await candor(['token', 'create', '--name', 'Live', '--role', 'owner'], env);
    const before = readFileSync(path.join(env.DATA_DIR, 'candor.db'));
    await expectGood(name, env);
    expect(readFileSync(path.join(env.DATA_DIR, 'candor.db')).equals(before)).toBe(true);
  },
  longestMs,
);
