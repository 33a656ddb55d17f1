import { describe, expect, test } from 'vitest';
import type { ChannelDefinition } from '../../server/notify/channel.ts';
import { discord } from '../../server/notify/channels/discord.ts';
import { googleChat } from '../../server/notify/channels/googleChat.ts';
import { slack } from '../../server/notify/channels/slack.ts';
import { teams } from '../../server/notify/channels/teams.ts';
import { telegram } from '../../server/notify/channels/telegram.ts';
import { channelIds } from '../../server/notify/channels.ts';
import { escapeMarkdown } from '../../server/notify/chat.ts';
import { cut } from '../../server/notify/cut.ts';
import { openSenders } from '../../server/notify/senders.ts';
import { startApplication } from '../support/application.ts';
import { messageAbout } from '../support/messages.ts';
import { startReceiver } from '../support/receiver.ts';
import { senderBy } from '../support/senders.ts';
import { subscriber } from '../support/subscribers.ts';

const chats: [string, ChannelDefinition, string][] = [
  ['slack', slack, 'https://hooks.slack.com/services/T0/B0/secret'],
  ['discord', discord, 'https://discord.com/api/webhooks/1/secret'],
  [
    'teams',
    teams,
    'https://prod-1.westeurope.logic.azure.com/workflows/1/triggers/manual/paths/invoke?sig=secret',
  ],
  ['google_chat', googleChat, 'https://chat.googleapis.com/v1/spaces/A/messages?key=k&token=secret'],
  ['telegram', telegram, '123456:ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefgh/-1001234567890'],
];
const hostile = '<!channel> @everyone *bold* _it_ [a](https://evil.example) & "x" <b>';

async function start(chat: ChannelDefinition, fields: { name?: string; source?: string } = {}) {
  const receiver = await startReceiver();
  const app = await startApplication();
  const api = await app.act({ type: 'addComponent', name: 'API' });
  const source = fields.source ?? 'We look into it.';
  const html = source.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const id = await app.act({
    type: 'openIncident',
    name: fields.name ?? 'Slow answers',
    status: 'investigating',
    text: { source, html: `<p>${html}</p>` },
    statuses: { [api]: 'major_outage' },
  });
  const address = chats.find(([, one]) => one === chat)?.[2] ?? '';
  const to = subscriber({ channel: chat.id, address });
  const sender = senderBy(chat, { origin: receiver.url });
  const send = async () => sender.send(await messageAbout(app, id, to));
  const told = async () => {
    expect(await send()).toEqual({ is: 'sent' });
    return JSON.parse(receiver.taken.at(-1)?.body ?? '');
  };
  return { receiver, app, api, id, send, told };
}

describe.each(chats)('%s', (channel, chat, address) => {
  test('hears what happens, since when, what is affected, and where to read more', async () => {
    const { receiver, id, told } = await start(chat);
    const body = await told();
    const said = JSON.stringify(body);
    for (const part of ['Investigating', 'Slow answers', '14:40', 'We look into it.', 'API: Major outage']) {
      expect(said).toContain(part);
    }
    expect(said).toContain(`https://status.example.com/incidents/${id}`);
    const path = channel === 'telegram' ? '/bot' : new URL(address).pathname;
    expect(receiver.taken[0]?.path.startsWith(path)).toBe(true);
    expect(receiver.taken[0]?.headers['content-type']).toBe('application/json');
  });

  test('stays within what the service takes, however long the texts are', async () => {
    const { receiver, told } = await start(chat, { name: 'n&'.repeat(120), source: '*<é'.repeat(8_000) });
    await told();
    expect(receiver.taken[0]?.bytes.length).toBeLessThan(28_000);
  });

  test.each([
    [200, 'sent'],
    [429, 'later'],
    [500, 'later'],
    [302, 'later'],
    [404, 'gone'],
    [410, 'gone'],
  ])('takes an answer of %i as %s', async (status, is) => {
    const { receiver, send } = await start(chat);
    receiver.answer = () => ({ status, headers: { 'retry-after': '1' }, body: 'as it is' });
    expect(await send()).toMatchObject({ is });
  });

  test('is asked at its own hosts only', async () => {
    const { app, id } = await start(chat);
    const canary = await startReceiver();
    for (const strange of [canary.url, `${canary.url}/?https://hooks.slack.com`, 'https://evil.example/x']) {
      const message = await messageAbout(app, id, subscriber({ channel, address: strange }));
      const outcome = await senderBy(chat).send(message);
      expect(outcome).toMatchObject({ is: 'gone', problem: expect.stringContaining('must') });
    }
    expect(canary.taken).toEqual([]);
    expect(chat.addressProblem(address)).toBeNull();
  });

  test('is shown to staff without the secret in its address', () => {
    expect(chat.showAddress(address)).toMatch(/^(\S+\.com …\S{4}|-1001234567890)$/);
  });
});

test('Slack gets blocks in the colour of the impact, and mentions nobody', async () => {
  const { told } = await start(slack, { name: hostile, source: hostile });
  const { text, attachments } = await told();
  expect(text).toMatch(
    /^<https:\/\/status\.example\.com\/incidents\/\w+\|\[Status\] Investigating: &lt;!channel&gt;/,
  );
  expect(attachments[0].color).toBe('#b32626');
  for (const { type, text: inner } of attachments[0].blocks.slice(1)) {
    expect([type, inner.type]).toEqual(['section', 'plain_text']);
    expect(inner.text.length).toBeLessThanOrEqual(3_000);
  }
});

test('Discord gets an embed within its limits that mentions and formats nothing', async () => {
  const { told, receiver } = await start(discord, { name: hostile, source: hostile });
  const { embeds, allowed_mentions } = await told();
  expect(allowed_mentions).toEqual({ parse: [] });
  expect(embeds[0].title).toContain(
    '\\<!channel\\> \\@everyone \\*bold\\* \\_it\\_ \\[a\\]\\(https://evil.example\\)',
  );
  expect(embeds[0].color).toBe(0xb32626);
  expect(receiver.taken[0]?.path).toContain('wait=true');
  const long = await start(discord, { name: 'n'.repeat(250), source: 'x'.repeat(20_000) });
  const [embed] = (await long.told()).embeds;
  expect([embed.title.length, embed.description.length]).toEqual([256, 4_096]);
});

test('Teams gets an Adaptive Card in the style of the state', async () => {
  const { app, id, told } = await start(teams, { name: hostile });
  const card = async () => {
    const body = await told();
    expect(body.type).toBe('message');
    expect(body.attachments[0].contentType).toBe('application/vnd.microsoft.card.adaptive');
    return body.attachments[0].content;
  };
  const first = await card();
  expect(first).toMatchObject({ type: 'AdaptiveCard', version: '1.4' });
  expect(first.body[0].style).toBe('attention');
  expect(first.body[0].items[0].text).toContain('\\*bold\\*');
  expect(first.actions).toMatchObject([{ type: 'Action.OpenUrl', url: expect.stringContaining(id) }]);
  await app.act({
    type: 'postUpdate',
    incidentId: id,
    status: 'resolved',
    text: { source: 'Over.', html: '<p>Over.</p>' },
    statuses: {},
  });
  expect((await card()).body[0].style).toBe('good');
});

test('Google Chat gets a card in the thread of the incident', async () => {
  const { id, told, receiver } = await start(googleChat, { name: hostile });
  const { card } = (await told()).cardsV2[0];
  const { searchParams } = new URL(receiver.taken[0]?.path ?? '', 'http://localhost');
  expect(Object.fromEntries(searchParams)).toEqual({
    key: 'k',
    token: 'secret',
    threadKey: id,
    messageReplyOption: 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD',
  });
  expect(card.sections[0].widgets[0].textParagraph.text).toContain('&lt;!channel&gt;');
});

test('Telegram gets HTML of at most 4,096 characters, and forgets chats that the bot is not in', async () => {
  const { told, send, receiver } = await start(telegram, { name: hostile, source: '&<'.repeat(9_000) });
  const body = await told();
  expect(body).toMatchObject({ chat_id: '-1001234567890', parse_mode: 'HTML' });
  const shown = body.text.replace(/<[^>]*>/g, '').replace(/&\w+;/g, '?');
  expect(shown.length).toBeLessThanOrEqual(4_096);
  expect(body.text.replace(/<\/?[ab]( href="[^"<>]*")?>/g, '')).not.toMatch(/[<>]|&(?!amp;|lt;|gt;|quot;)/);
  expect(receiver.taken[0]?.path).toBe('/bot123456:ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefgh/sendMessage');
  for (const [status, description, is] of [
    [400, 'Bad Request: chat not found', 'gone'],
    [403, 'Forbidden: bot was blocked by the user', 'gone'],
    [400, 'Bad Request: something else', 'later'],
  ] as const) {
    receiver.answer = () => ({ status, body: JSON.stringify({ ok: false, description }) });
    expect(await send()).toMatchObject({ is });
  }
});

test('Telegram is left alone for as long as it says in its answer', async () => {
  const { send, receiver } = await start(telegram);
  const answer = { ok: false, error_code: 429, description: 'Too Many Requests: retry after 35' };
  receiver.answer = () => ({
    status: 429,
    body: JSON.stringify({ ...answer, parameters: { retry_after: 35 } }),
  });
  expect(await send()).toMatchObject({ is: 'later', waitMs: 35_000 });
  receiver.answer = () => ({ status: 429, body: JSON.stringify(answer) });
  expect(await send()).not.toHaveProperty('waitMs');
});

test('nothing is cut within a character, and addresses are not escaped', () => {
  expect(cut('ab😀cd', 4)).toBe('ab…');
  expect(cut('abcd', 4)).toBe('abcd');
  expect(escapeMarkdown('see https://a.example/b_c_d *now*')).toBe('see https://a.example/b_c_d \\*now\\*');
});

test('every channel has a sender', () => {
  const config = {
    smtpUrl: 'smtp://127.0.0.1:1',
    mailFrom: null,
    publicUrl: 'https://status.example.com',
    allowPrivateTargets: false,
    dkim: null,
  };
  const { channels } = openSenders(config, async () => 'key');
  expect([...channels.keys()]).toEqual(channelIds);
});
