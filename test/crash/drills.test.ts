import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../support/application.ts';
import { candor } from '../support/candor.ts';

/** In the order of the list that `candor drill --help` prints. */
const names = ['kill', 'power-loss'];

test('the command knows these drills and no others', async () => {
  const { stdout } = await candor(['drill', '--help'], {});
  expect(/NAME: ([^.]*)\./.exec(stdout)?.[1]?.split(', ')).toEqual(names);
  const env = { DATA_DIR: temporaryDirectory() };
  for (const args of [[], ['earthquake'], ['kill', '--cycles', 'many']]) {
    expect((await candor(['drill', ...args], env)).code).toBe(2);
  }
});

test.each(names)('%s: what is expected is seen, and the control fails', async (name) => {
  const env = { DATA_DIR: path.join(temporaryDirectory(), 'data') };

  const { code, stdout, stderr } = await candor(['drill', name, '--short', '--json'], env);

  expect(stderr).toBe('');
  const result = JSON.parse(stdout);
  expect(result).toMatchObject({ drill: name, ok: true, short: true, control: { failed: true } });
  expect(result.expectations.filter(({ holds }: { holds: boolean }) => !holds)).toEqual([]);
  expect(code).toBe(0);
  // The report is all that it leaves behind: no database where there was none.
  expect(readdirSync(env.DATA_DIR)).toEqual(['drills']);
  expect(readFileSync(result.report, 'utf8')).toContain(`# Drill ${name}: all as expected`);
});
