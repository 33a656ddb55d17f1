import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isColor } from '../../../server/domain/embed.ts';
import { type ShownEmbed, startManaged } from '../../support/manage.ts';

const at = '/status_embed_config';
const colors = [
  'incident_background_color',
  'incident_text_color',
  'maintenance_background_color',
  'maintenance_text_color',
] as const;

test('the widget has colours from the start, and each can be changed by itself', async () => {
  const app = await startManaged();
  const before = (await app.manage<ShownEmbed>('GET', at)).body;
  expect(before.page_id).toBe(app.pageId);
  const changed = { position: 'top-right', incident_text_color: '#0F0e0d' };
  const after = { ...before, position: 'top-right', incident_text_color: '#0f0e0d' };
  expect(await app.manage('PATCH', at, { status_embed_config: changed })).toMatchObject({
    status: 200,
    body: after,
  });
  expect((await app.manage('PUT', at, { status_embed_config: after })).body).toEqual(after);
  expect((await app.manage('GET', at)).body).toEqual(after);
  expect((await app.manage('PATCH', at, { status_embed_config: { position: 'middle' } })).status).toBe(422);
  expect((await app.manageAs('editor', 'PATCH', at, { status_embed_config: changed })).status).toBe(403);
});

test('threat 3: no colour is anything but six hexadecimal digits', async () => {
  const app = await startManaged();
  const attacks = [
    'red',
    '#fff',
    '#gggggg',
    'url(//evil.example/a)',
    '#ffffff}body{display:none',
    '#fffff\n',
    ' #ffffff',
    '#ffffff;',
    "@import 'x'",
    'expression(alert(1))',
    '#ﬀﬀﬀ',
  ];
  const tries = fc.oneof(fc.constantFrom(...attacks), fc.string({ maxLength: 12 }), hexLike);
  let refused = 0;
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(tries, fc.constantFrom(...colors), async (text, key) => {
      const { status } = await app.manage('PATCH', at, { status_embed_config: { [key]: text } });
      const { body } = await app.manage<ShownEmbed>('GET', at);
      for (const color of colors) expect(isColor(body[color])).toBe(true);
      if (status === 200) expect(body[key]).toBe(text.toLowerCase());
      else expect(status).toBe(422);
      if (status === 200) taken += 1;
      else refused += 1;
    }),
    { numRuns: 120, seed: 3 },
  );
  expect([refused > 30, taken > 10]).toEqual([true, true]);
  for (const attack of attacks) {
    const sent = { status_embed_config: { incident_text_color: attack } };
    expect([attack, (await app.manage('PATCH', at, sent)).status]).toEqual([attack, 422]);
  }
});

const hexLike = fc
  .array(fc.constantFrom(...'0123456789abcdefABCDEF'), { minLength: 6, maxLength: 6 })
  .map((digits) => `#${digits.join('')}`);
