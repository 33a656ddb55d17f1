import { expect, test, vi } from 'vitest';
import { type Guard, guardedPost } from '../../server/notify/guardedRequest.ts';
import { startReceiver } from '../support/receiver.ts';

const text = { headers: { 'content-type': 'text/plain' }, body: 'hello' };
const closed = { allowPrivateTargets: false };

/** A resolver that answers with these addresses, whatever it is asked. */
function resolving(...addresses: string[]): NonNullable<Guard['lookup']> {
  return (_name, _options, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
}

const privateHosts = [
  ...['127.0.0.1', '127.1', '2130706433', '0x7f.1', '0x7f000001', '017700000001', '0177.0.0.1', '①②⑦.0.0.1'],
  ...['127.0.0.1.', '127.255.255.254', '0.0.0.0', '0', '0.1.2.3', '[::]', '[::1]', '[0:0:0:0:0:0:0:1]'],
  ...['[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::ffff:169.254.169.254]', '[::127.0.0.1]', '[::7f00:1]'],
  ...[
    '[64:ff9b::127.0.0.1]',
    '[64:ff9b:1::7f00:1]',
    '[2002:7f00:1::]',
    '[2001::7f00:1]',
    '[::ffff:0:127.0.0.1]',
  ],
  ...['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1', '100.100.100.200'],
  ...['169.254.169.254', '168.63.129.16', '[fe80::1]', '[fc00::1]', '[fd00:ec2::254]', '[fec0::1]'],
  ...['224.0.0.1', '255.255.255.255', '240.0.0.1', '192.0.0.1', '198.18.0.1', '[ff02::1]', '[4000::1]'],
  'localhost',
];

test.each(privateHosts)('threat 4: nothing is sent to %s', async (host) => {
  const canary = await startReceiver();
  const answer = await guardedPost({ url: `http://${host}:${canary.port}/`, ...text }, closed);
  expect(answer).toMatchObject({ is: 'failed', problem: expect.stringContaining('public internet') });
  expect(canary.taken).toEqual([]);
});

test.each([
  ['127.0.0.1'],
  ['::1'],
  ['::ffff:127.0.0.1'],
  ['169.254.169.254'],
  ['93.184.216.34', '127.0.0.1'],
  ['64:ff9b::7f00:1'],
  ['not an address'],
])('threat 4: nothing is sent to a name with the address %s', async (...addresses) => {
  const canary = await startReceiver();
  const answer = await guardedPost(
    { url: `http://hooks.example.com:${canary.port}/`, ...text },
    { ...closed, lookup: resolving(...addresses) },
  );
  expect(answer).toMatchObject({ is: 'failed', problem: expect.stringContaining('public internet') });
  expect(canary.taken).toEqual([]);
});

test('threat 4: a name is resolved once, and what was checked is what is connected to', async () => {
  const receiver = await startReceiver();
  const answers = ['127.0.0.1', '127.0.0.2'];
  const lookup: Guard['lookup'] = (name, options, callback) =>
    resolving(answers.shift() ?? '')(name, options, callback);
  const url = `http://rebinding.example.com:${receiver.port}/`;
  expect(await guardedPost({ url, ...text }, { allowPrivateTargets: true, lookup })).toMatchObject({
    status: 200,
  });
  expect(answers).toEqual(['127.0.0.2']);
  expect(receiver.taken.length).toBe(1);
});

test.each([
  ['file:///etc/passwd', 'https://'],
  ['gopher://example.com/', 'https://'],
  ['ftp://example.com/', 'https://'],
  ['javascript:alert(1)', 'https://'],
  ['http://user@example.com/', 'password'],
  ['http://user:secret@example.com/', 'password'],
  ['http://example.com:0/', 'port 0'],
  ['//example.com/', 'https://'],
  ['', 'https://'],
])('threat 4: %s is no target, also when private ones are allowed', async (url, problem) => {
  const answer = await guardedPost({ url, ...text }, { allowPrivateTargets: true });
  expect(answer).toMatchObject({ is: 'failed', problem: expect.stringContaining(problem) });
});

test('threat 4: a redirect is an answer, and nothing follows it', async () => {
  const receiver = await startReceiver();
  const canary = await startReceiver();
  receiver.answer = () => ({ status: 307, headers: { location: `${canary.url}/` } });
  const answer = await guardedPost({ url: `${receiver.url}/hook`, ...text }, { allowPrivateTargets: true });
  expect(answer).toMatchObject({ is: 'answered', status: 307 });
  expect(canary.taken).toEqual([]);
});

test('sends what it was given, and answers with status and text', async () => {
  const receiver = await startReceiver();
  receiver.answer = () => ({ status: 404, body: 'no such hook' });
  const url = `http://hooks.example.com:${receiver.port}/hook?a=b`;
  const guard = { allowPrivateTargets: true, lookup: resolving('127.0.0.1') };
  expect(await guardedPost({ url, ...text }, guard)).toEqual({
    is: 'answered',
    status: 404,
    retryAfter: null,
    body: 'no such hook',
  });
  expect(receiver.taken).toMatchObject([{ method: 'POST', path: '/hook?a=b', body: 'hello' }]);
  expect(receiver.taken[0]?.headers).toMatchObject({
    'content-type': 'text/plain',
    host: `hooks.example.com:${receiver.port}`,
  });
});

test('reads no more than 64 KB of an answer', async () => {
  const receiver = await startReceiver();
  receiver.answer = () => ({ status: 200, body: Buffer.alloc(10_000_000, 'a') });
  const answer = await guardedPost({ url: receiver.url, ...text }, { allowPrivateTargets: true });
  expect(answer).toMatchObject({ is: 'answered', status: 200, body: 'a'.repeat(65_536) });
});

test('does not wait for longer than 30 seconds', async () => {
  const receiver = await startReceiver();
  receiver.answer = () => null;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const answer = guardedPost({ url: receiver.url, ...text }, { allowPrivateTargets: true });
    await receiver.until(1);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await answer).toEqual({ is: 'failed', problem: 'There was no answer in 30 seconds.' });
  } finally {
    vi.useRealTimers();
  }
});

test('says why nobody could be reached', async () => {
  const receiver = await startReceiver();
  const tls = await guardedPost(
    { url: receiver.url.replace('http:', 'https:'), ...text },
    { allowPrivateTargets: true },
  );
  expect(tls.is).toBe('failed');
  const nowhere = await guardedPost(
    { url: 'http://nowhere.example.com/', ...text },
    { ...closed, lookup: resolving() },
  );
  expect(nowhere).toEqual({ is: 'failed', problem: 'nowhere.example.com has no address.' });
});
