import { describe, expect, test } from 'vitest';
import { languages } from '../../server/domain/language.ts';
import { wordingIn } from '../../server/notify/channel.ts';
import { channels } from '../../server/notify/channels.ts';

test('no two channels are called alike', () => {
  for (const language of languages) {
    const names = channels.map(({ name }) => wordingIn(name, language));
    expect(new Set(names).size).toBe(channels.length);
    expect(names).not.toContain('');
  }
  expect(new Set(channels.map(({ id }) => id)).size).toBe(channels.length);
});

describe.each(channels)(
  '$id',
  ({ id, normalizeAddress, addressProblem, showAddress, isGivenUp, isWritten }) => {
    test('can be kept under its name', () => expect(id).toMatch(/^[a-z][a-z_]*$/));

    test.each([
      '',
      ' ',
      'nothing',
      'https://',
      'javascript:alert(1)',
      'a\r\nBcc: b@example.com',
      '{}',
      'x'.repeat(3_000),
    ])('takes no address like %j, and says why as the end of a sentence', (text) => {
      const address = normalizeAddress(text);
      expect(normalizeAddress(address)).toBe(address);
      expect(addressProblem(address)).toMatch(/^must [^.]+$/);
      expect(typeof showAddress(address)).toBe('string');
    });

    test('what only its reader can turn on can be given up', () => expect(isWritten || isGivenUp).toBe(true));
  },
);
