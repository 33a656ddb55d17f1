import { expect, test } from 'vitest';
import type { Channel } from '../../server/domain/subscriber.ts';
import { channelNamed } from '../../server/notify/channels.ts';

const token = '123456:ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefgh';
const p256dh = `B${'a'.repeat(86)}`;
const push = { endpoint: 'https://push.example.com/x', keys: { p256dh, auth: 'b'.repeat(22) } };

test.each<[Channel, string, string]>([
  ['email', ' Ann@Example.COM ', 'ann@example.com'],
  ['email', 'ann+status@mail.example.com', 'ann+status@mail.example.com'],
  ['email', 'info@Müller.example', 'info@xn--mller-kva.example'],
  ['email', "o'neil_{x}@localhost", "o'neil_{x}@localhost"],
  ['webhook', 'HTTPS://Example.com:443/Hook?a=b', 'https://example.com/Hook?a=b'],
  ['webhook', 'http://example.com', 'http://example.com/'],
  ['slack', 'https://hooks.slack.com/services/T/B/x', 'https://hooks.slack.com/services/T/B/x'],
  ['discord', 'https://discordapp.com/api/webhooks/1/x', 'https://discordapp.com/api/webhooks/1/x'],
  ['teams', 'https://a.webhook.office.com/x', 'https://a.webhook.office.com/x'],
  [
    'teams',
    'https://a.b.environment.api.powerplatform.com/x',
    'https://a.b.environment.api.powerplatform.com/x',
  ],
  ['google_chat', 'https://chat.googleapis.com/v1/x', 'https://chat.googleapis.com/v1/x'],
  ['telegram', `${token}/-1001`, `${token}/-1001`],
  ['telegram', `${token}/@status_channel`, `${token}/@status_channel`],
  ['web_push', JSON.stringify({ ...push, expirationTime: null }, null, 2), JSON.stringify(push)],
])('%s takes %j', (channel, address, kept) => {
  const { normalizeAddress, addressProblem } = channelNamed(channel);
  expect(normalizeAddress(address)).toBe(kept);
  expect(addressProblem(kept)).toBeNull();
  expect(normalizeAddress(kept)).toBe(kept);
});

test.each<[Channel, string]>([
  ...[
    '',
    'ann',
    '@example.com',
    'ann@',
    'a b@example.com',
    'a@b@example.com',
    'a@example.com,b@example.com',
  ].map((address): [Channel, string] => ['email', address]),
  ...['a@example.com\r\nBcc: x@y.example', 'a\n@example.com', 'a\0@example.com', 'a\u0085@example.com'].map(
    (address): [Channel, string] => ['email', address],
  ),
  ...[
    '"a b"@example.com',
    'a@[127.0.0.1]',
    'Ann <a@example.com>',
    'a@exa mple.com',
    'a@müller/x.example',
  ].map((address): [Channel, string] => ['email', address]),
  ['email', `${'a'.repeat(65)}@example.com`],
  ['email', `a@${'b.'.repeat(130)}com`],
  ['webhook', ''],
  ['webhook', 'example.com/hook'],
  ['webhook', 'file:///etc/passwd'],
  ['webhook', 'https://user:secret@example.com/'],
  ['webhook', 'http://example.com:0/'],
  ['webhook', 'https://example.com/a\r\nb'],
  ['webhook', `https://example.com/${'a'.repeat(2_100)}`],
  ['slack', 'http://hooks.slack.com/services/T/B/x'],
  ['slack', 'https://hooks.slack.com.evil.example/x'],
  ['slack', 'https://hooks.slack.com:8443/x'],
  ['slack', 'https://hooks.slack.com@evil.example/x'],
  ['discord', 'https://evil-discord.com/x'],
  ['teams', 'https://webhook.office.com.evil.example/x'],
  ['teams', 'https://evilwebhook.office.com/x'],
  ['google_chat', 'https://evil.example/?chat.googleapis.com'],
  ['telegram', `${token}`],
  ['telegram', `${token}/../x`],
  ['telegram', `${token}/1/2`],
  ['web_push', '{}'],
  ['web_push', 'null'],
  ['web_push', 'nothing'],
  ['web_push', JSON.stringify({ ...push, endpoint: 'http://push.example.com/x' })],
  ['web_push', JSON.stringify({ ...push, endpoint: 'https://u:p@push.example.com/x' })],
  ['web_push', JSON.stringify({ ...push, keys: { p256dh, auth: 'short' } })],
])('%s refuses %j', (channel, address) => {
  const { normalizeAddress, addressProblem } = channelNamed(channel);
  const normalized = normalizeAddress(address);
  const problem = addressProblem(normalized);
  // Of what is cut from the ends nothing can stay.
  expect(problem).toMatch(/^must/);
});
