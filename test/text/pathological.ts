import { maxTextLength } from '../../server/text/normalize.ts';

const units = [
  ...[
    '>',
    '> ',
    '>\n',
    '[',
    '[]',
    '![',
    '[a](',
    '[a](b',
    '](',
    '*',
    '*a',
    '*a ',
    '**a',
    'a**b_c_',
    '_',
    '_a ',
    '`',
    '`a',
    '``a`',
  ],
  ...[
    '- ',
    '-\n',
    '1. ',
    '&#',
    '&#x41;',
    '&amp;',
    '<',
    '<a ',
    '<a href="',
    '<!--',
    '<![CDATA[',
    '</',
    '<>',
    '<b>',
    '<p>',
    '<li>',
  ],
  ...[
    '<ul><li>',
    '<a href="http://a">',
    '~',
    '~a~',
    '~~a',
    '# ',
    '|',
    '|a|b|\n|-|-|\n',
    '\\',
    '\n',
    ' ',
    ' \n',
    '\t',
    'http://a',
  ],
  ...[
    'www.',
    'a@',
    '[a]: b\n',
    '[a]:',
    '[a]: b "',
    '(',
    '```\n',
    '~~~',
    '"',
    '=',
    'a\n=\n',
    'a\n-\n',
    '> - ',
    '>1. * ',
    '!',
  ],
  ...['- [ ] ', 'http://(', 'a\r', '\u0000', '\ud800'],
];

function upTo(length: number, unit: string): string {
  return unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
}

function nestedLists(): string {
  let text = '';
  for (let depth = 0; text.length < maxTextLength; depth++) text += `${' '.repeat(2 * depth)}- a\n`;
  return text.slice(0, maxTextLength);
}

function growingBackticks(): string {
  return Array.from({ length: 300 }, (_, length) => `${'`'.repeat(length)}a`).join('');
}

/** Texts of the greatest length that make parsers slow, deep or large. By name. */
export const pathological: readonly (readonly [string, string])[] = [
  ...units.map((unit) => [`${JSON.stringify(unit)} repeated`, upTo(maxTextLength, unit)] as const),
  ['nested lists', nestedLists()],
  ['growing backticks', growingBackticks().slice(0, maxTextLength)],
  ['links in links', `${'['.repeat(8_000)}a${'](b)'.repeat(4_000)}`],
  ['emphasis in emphasis', `${'*'.repeat(12_500)}a${'*'.repeat(12_499)}`],
  ['strong in strong', '**a '.repeat(3_000) + 'b**'.repeat(3_000)],
  ['emphasis by underscores', '_a '.repeat(4_000) + 'b_'.repeat(4_000)],
  ['struck out in struck out', '~~a '.repeat(3_000) + 'b~~'.repeat(3_000)],
  ['a wide table', `|a|\n|-|\n${upTo(maxTextLength - 8, '|')}`],
  ['quotes of 1,883 characters', '>'.repeat(1_883)],
];
