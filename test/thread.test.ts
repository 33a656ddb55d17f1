import { readdirSync } from 'node:fs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Thread } from '../server/thread.ts';

const square = '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"><path d="M0 0h2v2H0z"/></svg>';
const png = [0x89, 0x50, 0x4e, 0x47];

function drawing(): Thread<null, string, Uint8Array> {
  const thread = new Thread<null, string, Uint8Array>('publish/drawThread', null);
  onTestFinished(() => thread.close());
  return thread;
}

const first = async (drawn: Promise<Uint8Array>) => [...(await drawn).slice(0, 4)];

test('answers come to whoever asked, and a question that fails keeps no other from its answer', async () => {
  const thread = drawing();
  const answers = await Promise.allSettled([
    first(thread.ask(square)),
    thread.ask('no picture'),
    first(thread.ask(square)),
  ]);
  expect(answers).toMatchObject([
    { status: 'fulfilled', value: png },
    { status: 'rejected' },
    { status: 'fulfilled', value: png },
  ]);
});

test('who waits when it is closed hears so, and the next question starts it again', async () => {
  const thread = drawing();
  const asked = thread.ask(square);
  thread.close();
  await expect(asked).rejects.toThrow('The thread publish/drawThread has ended.');
  expect(await first(thread.ask(square))).toEqual(png);
});

test('a module that is not there fails the question, not the process', async () => {
  const thread = new Thread<null, string, string>('publish/noSuchThread', null);
  await expect(thread.ask('anything')).rejects.toThrow('noSuchThread');
});

test('it ends when nothing was asked for a minute', async () => {
  const threads = (): number => readdirSync('/proc/self/task').length;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const thread = drawing();
  expect(await first(thread.ask(square))).toEqual(png);
  const running = threads();
  vi.advanceTimersByTime(60_000);
  vi.useRealTimers();
  await expect.poll(threads).toBeLessThan(running);
  expect(await first(thread.ask(square))).toEqual(png);
});
