import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { contentLine, dateTimeValue, textValue } from '../../server/publish/icalendar.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: what is left out on purpose
const leftOut = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** Text as a calendar may hold it: the line ends of any system are one, and what no line can carry is left out. */
const carried = (text: string) => text.replace(/\r\n?/g, '\n').replace(leftOut, '');

function valueRead(line: string): string {
  const parsed = ICAL.parse(`BEGIN:VCALENDAR\r\n${line}END:VCALENDAR\r\n`) as [
    string,
    [string, object, string, string][],
  ];
  return parsed[1][0]?.[3] ?? '';
}

const nasty = fc.array(
  fc.oneof(
    fc.constantFrom('\\', ';', ',', '\n', '\r\n', '"', ':', '😀', 'ß', '日', '\0', '\u0301'),
    fc.string({ unit: 'grapheme', maxLength: 8 }),
  ),
  { maxLength: 60 },
);

describe('a content line', () => {
  test('has at most 75 octets in each of its pieces, and no character is broken', () => {
    fc.assert(
      fc.property(nasty, (pieces) => {
        const line = contentLine('SUMMARY', textValue(pieces.join('')));
        expect(line.endsWith('\r\n')).toBe(true);
        const physical = line.slice(0, -2).split('\r\n');
        expect(physical.every((piece) => Buffer.byteLength(piece) <= 75)).toBe(true);
        expect(physical.slice(1).every((piece) => piece.startsWith(' '))).toBe(true);
        const decoder = new TextDecoder('utf-8', { fatal: true });
        for (const piece of physical) decoder.decode(Buffer.from(piece));
      }),
    );
  });

  test('is read as what was written', () => {
    fc.assert(
      fc.property(nasty, (pieces) => {
        const text = pieces.join('');
        expect(valueRead(contentLine('SUMMARY', textValue(text)))).toBe(carried(text));
      }),
    );
  });

  test('is as long as allowed before it is folded', () => {
    const [first, second] = contentLine('SUMMARY', 'é'.repeat(80)).split('\r\n');
    expect(Buffer.byteLength(first ?? '')).toBe(74);
    expect(Buffer.byteLength(second ?? '')).toBe(75);
    expect(contentLine('A', 'b'.repeat(73))).toBe(`A:${'b'.repeat(73)}\r\n`);
  });
});

test('an instant is told to the second, in UTC', () => {
  expect(dateTimeValue(Date.UTC(2026, 10, 26, 2, 0, 5, 999))).toBe('20261126T020005Z');
});
