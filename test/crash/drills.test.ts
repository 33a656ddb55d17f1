import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../support/application.ts';
import { candor } from '../support/candor.ts';

/** Those that wait most of their time go beside those that work. */
const waiting = ['smtp-down', 'clock-jump', 'spike', 'slow-clients'];
const working = ['power-loss', 'disk-full', 'db-corrupt', 'db-locked', 'db-missing', 'restore'];
/** In the order of the list that `candor drill --help` prints. */
const names = ['kill', ...working, ...waiting];

test('the command knows these drills and no others', async () => {
  const env = { DATA_DIR: temporaryDirectory() };
  const [help, ...refused] = await Promise.all(
    [['--help'], [], ['earthquake'], ['kill', '--cycles', 'many']].map((args) =>
      candor(['drill', ...args], env),
    ),
  );
  expect(/NAME: ([^.]*)\./.exec(help?.stdout ?? '')?.[1]?.split(', ')).toEqual(names);
  expect(refused.map(({ code }) => code)).toEqual([2, 2, 2]);
});

async function expectGood(drills: readonly string[], env: { readonly DATA_DIR: string }): Promise<void> {
  const { code, stdout, stderr } = await candor(['drill', ...drills, '--short', '--json'], env);
  expect(stderr).toBe('');
  const results = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(results.map(({ drill }) => drill)).toEqual(drills);
  for (const { drill, report, ...result } of results) {
    const unexpected = result.expectations.filter(({ holds }: { holds: boolean }) => !holds);
    expect(unexpected, drill).toEqual([]);
    expect(result, drill).toMatchObject({ ok: true, short: true, control: { failed: true } });
    expect(readFileSync(report, 'utf8')).toContain(`# Drill ${drill}: all as expected`);
  }
  expect(code).toBe(0);
}

test('what each expects is seen, its control fails, and the data stays as it was', async () => {
  const env = { DATA_DIR: path.join(temporaryDirectory(), 'data') };
  await candor(['token', 'create', '--name', 'Live', '--role', 'owner'], env);
  const before = readFileSync(path.join(env.DATA_DIR, 'candor.db'));
  const onMadeUpBusiness = async (): Promise<void> => {
    const none = { DATA_DIR: path.join(temporaryDirectory(), 'data') };
    await expectGood(['kill'], none);
    expect(readdirSync(none.DATA_DIR)).toEqual(['drills']);
  };
  await Promise.all([expectGood(waiting, env), onMadeUpBusiness().then(() => expectGood(working, env))]);
  expect(readFileSync(path.join(env.DATA_DIR, 'candor.db')).equals(before)).toBe(true);
}, 300_000);
