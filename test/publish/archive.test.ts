import { expect, test } from 'vitest';
import { Archive } from '../../server/publish/archive.ts';
import { makeArtifact } from '../../server/publish/artifact.ts';

test('keeps pages up to a number of bytes, also when there are none, and drops what was asked for the longest ago', async () => {
  const archive = new Archive(64 * 1024);
  const made: string[] = [];
  const ask = (key: string, size: number | null) =>
    archive.get(key, '1', async () => {
      made.push(key);
      return size === null ? null : makeArtifact(Buffer.alloc(size), {});
    });
  await ask('page', 1_024);
  await ask('page', 1_024);
  expect(made).toEqual(['page']);
  // Addresses that lead nowhere cost something, too, so that any number of them pushes itself out.
  for (let n = 0; n < 1_000; n += 1) {
    await ask(`nothing ${n}`, null);
    if (n % 50 === 0) await ask('page', 1_024);
  }
  expect(made.filter((key) => key === 'page').length).toBe(1);
  made.length = 0;
  await ask('nothing 999', null);
  await ask('nothing 0', null);
  expect(made).toEqual(['nothing 0']);
});

test('one page that many ask for is made once, and a failure is not kept', async () => {
  const archive = new Archive();
  let attempts = 0;
  const ask = () =>
    archive.get('page', '1', async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('the first attempt fails');
      return makeArtifact('words', {});
    });
  const first = await Promise.allSettled(Array.from({ length: 500 }, ask));
  expect([attempts, new Set(first.map(({ status }) => status))]).toEqual([1, new Set(['rejected'])]);
  const second = await Promise.all(Array.from({ length: 500 }, ask));
  expect([attempts, new Set(second).size]).toEqual([2, 1]);
});
