import { expect, test } from 'vitest';
import { maxTextLength, normalizeBody, normalizeText, TextTooLong } from '../../server/text/normalize.ts';

test('letters and line ends stay as they were written', () => {
  const text = 'e\u0301 é Ångström 日本 👩‍👩‍👧\tline\r\nline\nline';
  expect(normalizeText(text)).toBe(text);
});

test('characters that XML cannot carry are removed', () => {
  expect(normalizeText('a\u0000b\u0008c\u000bd\u000ce\u001ff\ufffeg\uffffh')).toBe('abcdefgh');
});

test('a lone surrogate becomes U+FFFD, a pair stays', () => {
  expect(normalizeText('\ud83d\ude00 \ud83d \ude00')).toBe('\ud83d\ude00 \ufffd \ufffd');
});

test('a text of 25,000 characters is taken, a longer one is refused and not cut', () => {
  expect(normalizeBody('x'.repeat(maxTextLength))).toHaveLength(25_000);
  expect(() => normalizeBody('x'.repeat(100_000))).toThrow(TextTooLong);
  expect(() => normalizeBody('x'.repeat(25_001))).toThrow(
    'The text has 25001 characters; at most 25000 are possible.',
  );
});
