import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderMarkdown } from '../../server/text/markdown.ts';
import { renderStatuspageBody } from '../../server/text/statuspageBody.ts';
import { attacks } from './attacks.ts';
import { violations } from './safety.ts';

const renderers = [
  ['Markdown', renderMarkdown],
  ['a Statuspage body', renderStatuspageBody],
] as const;

test('the judge sees what must not be there', () => {
  const html = '<img src=x onerror=a><a href="javascript:a" rel="x">y</a><!-- z --><ol start=a>\u0001';
  expect(violations(html).sort()).toEqual(
    [
      '<img>',
      'a comment',
      'a control character',
      'href=javascript:a',
      'onerror of <img>',
      'rel=x',
      'src of <img>',
      'start=a',
    ].sort(),
  );
  expect(violations('<a href="//evil.example">x</a>')).toEqual(['href=//evil.example']);
});

test('there are at least 100 different attacks', () => {
  expect(new Set(attacks).size).toBeGreaterThanOrEqual(100);
  expect(new Set(attacks).size).toBe(attacks.length);
});

test.each(renderers)('no attack in %s leaves more than the positive list', (_name, render) => {
  const failed = attacks.flatMap((attack) => {
    const contexts = [
      attack,
      `Text before. ${attack} Text after.`,
      `- ${attack}\n\n> ${attack}`,
      `[${attack}](${attack})`,
    ];
    return contexts.filter((context) => violations(render(context).html).length > 0);
  });
  expect(failed).toEqual([]);
});

const fragments = fc.oneof(
  fc.constantFrom(
    ...[
      '<',
      '>',
      '"',
      "'",
      '`',
      '```',
      '&',
      '&#',
      ';',
      '[',
      '](',
      ')',
      '![',
      '*',
      '**',
      '_',
      '~~',
      '\n',
      '\n\n',
      '\r\n',
      '  ',
    ],
    ...[
      '- ',
      '1. ',
      '> ',
      '# ',
      '| ',
      '|-|',
      '\\',
      '<!--',
      '-->',
      '<a href="',
      '<img src=',
      ' onerror=',
      '<script>',
      '</script>',
    ],
    ...[
      'javascript:',
      'https://x.y/',
      'mailto:',
      'data:',
      '[1]: ',
      '<svg ',
      '/>',
      '<p>',
      '</p>',
      '<br />',
      '<style>',
      '\u0000',
      '\ud800',
    ],
    ...[
      '<table>',
      '<td>',
      '<li>',
      '<ul>',
      '</a>',
      '<pre>',
      '</pre>',
      '<code>',
      '<ol start=',
      '<math>',
      '<noscript>',
      '<textarea>',
    ],
  ),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
const markupish = fc.array(fragments, { maxLength: 60 }).map((parts) => parts.join(''));

test.each(renderers)('whatever is put together in %s stays within the positive list', (_name, render) => {
  fc.assert(
    fc.property(markupish, (source) => {
      expect(violations(render(source).html)).toEqual([]);
    }),
    { numRuns: 1_500 },
  );
});

test.each(renderers)('whatever is put together in %s renders to the same again', (_name, render) => {
  fc.assert(
    fc.property(markupish, (source) => {
      expect(render(render(source).source)).toEqual(render(source));
    }),
    { numRuns: 300 },
  );
});
