import { expect, test } from 'vitest';
import { plainText } from '../../server/publish/plainText.ts';
import { renderMarkdown } from '../../server/text/markdown.ts';

const told = (markdown: string) => plainText(renderMarkdown(markdown).html);

test('paragraphs, lines and lists keep their places', () => {
  expect(told('One\ntwo\n\nThree\n\n- a\n- b\n\nEnd')).toBe('One\ntwo\n\nThree\n\n- a\n- b\n\nEnd');
});

test('links tell their address, once', () => {
  expect(told('See [the notes](https://example.com/a?b=1&c=2).')).toBe(
    'See the notes (https://example.com/a?b=1&c=2).',
  );
  expect(told('See <https://example.com/>.')).toBe('See https://example.com/.');
  expect(told('Write to <help@example.com>.')).toBe('Write to help@example.com.');
});

test('preformatted text keeps its lines, formatting goes', () => {
  expect(told('**Bold** and `code`:\n\n```\na\n  b\n```')).toBe('Bold and code:\n\na\nb');
});

test('what was written with markup in it is told as it was written', () => {
  expect(told('<b>1 < 2 && "3"</b>')).toBe('<b>1 < 2 && "3"</b>');
});

test('nothing stays nothing', () => {
  expect(plainText('')).toBe('');
});
