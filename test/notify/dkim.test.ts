import { createHash, createVerify, generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { startApplication, temporaryDirectory } from '../support/application.ts';
import { startMailServer } from '../support/mailServer.ts';
import { subscribe } from '../support/subscribers.ts';

const pem = { type: 'pkcs8', format: 'pem' } as const;
const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const privateKey = rsa.privateKey.export(pem).toString();

/** Relaxed canonicalization, RFC 6376, 3.4.2. */
function relaxedHeader(field: string): string {
  const [, name = '', value = ''] = /^([^:]+):([\s\S]*)$/.exec(field) ?? [];
  const unfolded = value.replace(/\r\n/g, '').replace(/[ \t]+/g, ' ');
  return `${name.trim().toLowerCase()}:${unfolded.trim()}`;
}

/** RFC 6376, 3.4.4. */
function relaxedBody(body: string): string {
  const lines = body.split('\r\n').map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''));
  return `${lines.join('\r\n').replace(/(\r\n)+$/, '')}\r\n`;
}

/** What a receiver finds of the signature of a mail (RFC 6376, 6.1). */
function check(raw: string) {
  const end = raw.indexOf('\r\n\r\n');
  const fields = raw.slice(0, end).split(/\r\n(?![ \t])/);
  const signature = fields.find((field) => /^dkim-signature:/i.test(field)) ?? '';
  const tags = new Map(
    relaxedHeader(signature)
      .slice('dkim-signature:'.length)
      .split(';')
      .map((tag) => {
        const [, name = '', value = ''] = /^\s*(\w+)\s*=([\s\S]*)$/.exec(tag) ?? [];
        return [name, value.replace(/\s/g, '')] as const;
      }),
  );
  const signed = (tags.get('h') ?? '').split(':');
  const found = signed.map((name) => fields.filter((field) => field.toLowerCase().startsWith(`${name}:`)));
  const covered = [
    ...found.flatMap((each) => each.slice(-1)).map((field) => `${relaxedHeader(field)}\r\n`),
    relaxedHeader(signature).replace(/(;\s*b=)[^;]*/, '$1'),
  ].join('');
  return {
    tags,
    signed,
    isBodyTrue:
      createHash('sha256')
        .update(relaxedBody(raw.slice(end + 4)))
        .digest('base64') === tags.get('bh'),
    areHeadersTrue: createVerify('RSA-SHA256')
      .update(covered)
      .verify(rsa.publicKey, tags.get('b') ?? '', 'base64'),
  };
}

test('a receiver finds mail signed, with what ends a subscription by one click', async () => {
  const mail = await startMailServer();
  const app = await startApplication({ smtpUrl: mail.url, dkim: { selector: 'candor', privateKey } });
  await subscribe(app, {});
  await app.act({
    type: 'openIncident',
    name: 'Langsame Antworten 😀',
    status: 'investigating',
    text: { source: 'Wörter.', html: '<p>Wörter.</p>' },
    statuses: {},
  });
  app.clock.advance(10_000);
  const [told] = await mail.until(1);
  const raw = told?.raw ?? '';
  const { tags, signed, isBodyTrue, areHeadersTrue } = check(raw);
  expect([isBodyTrue, areHeadersTrue]).toEqual([true, true]);
  expect([tags.get('d'), tags.get('s'), tags.get('a')]).toEqual([
    'status.example.com',
    'candor',
    'rsa-sha256',
  ]);
  const wanted = ['from', 'to', 'subject', 'date', 'message-id', 'list-unsubscribe', 'list-unsubscribe-post'];
  expect(signed).toEqual(expect.arrayContaining(wanted));
  // What is changed on the way is found.
  expect(check(raw.replace('List-Unsubscribe=One-Click', 'List-Unsubscribe=No')).areHeadersTrue).toBe(false);
  expect(check(`${raw}more\r\n`).isBodyTrue).toBe(false);
});

describe('DKIM_KEY_FILE', () => {
  const kept = (content: string): string => {
    const file = path.join(temporaryDirectory(), 'dkim.pem');
    writeFileSync(file, content);
    return file;
  };

  test('is a private RSA key, with DKIM_SELECTOR', () => {
    expect(readConfig({}).dkim).toBeNull();
    const env = { DKIM_KEY_FILE: kept(privateKey), DKIM_SELECTOR: 'candor' };
    expect(readConfig(env).dkim).toEqual({ selector: 'candor', privateKey });
  });

  test('is refused with the reason when nothing would be signed with it', () => {
    const short = generateKeyPairSync('rsa', { modulusLength: 512 }).privateKey.export(pem).toString();
    const ed25519 = generateKeyPairSync('ed25519').privateKey.export(pem).toString();
    for (const [env, problem] of [
      [{ DKIM_KEY_FILE: kept(ed25519), DKIM_SELECTOR: 'a' }, /ed25519, but must hold one of RSA/],
      [{ DKIM_KEY_FILE: kept(short), DKIM_SELECTOR: 'a' }, /less than 1,024 bits/],
      [{ DKIM_KEY_FILE: kept('no key'), DKIM_SELECTOR: 'a' }, /must hold a private RSA key/],
      [{ DKIM_KEY_FILE: '/nowhere/key', DKIM_SELECTOR: 'a' }, /cannot be read/],
      [{ DKIM_KEY_FILE: kept(privateKey) }, /go together/],
      [{ DKIM_SELECTOR: 'a' }, /go together/],
      [{ DKIM_KEY_FILE: kept(privateKey), DKIM_SELECTOR: 'a b' }, /DKIM_SELECTOR is "a b"/],
    ] as const) {
      expect(() => readConfig(env)).toThrow(problem);
    }
  });
});
