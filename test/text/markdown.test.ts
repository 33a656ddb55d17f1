import { expect, test } from 'vitest';
import { renderMarkdown } from '../../server/text/markdown.ts';
import { TextTooLong } from '../../server/text/normalize.ts';
import { renderStatuspageBody } from '../../server/text/statuspageBody.ts';
import { pathological } from './pathological.ts';
import { violations } from './safety.ts';

const rel = 'rel="nofollow noopener noreferrer"';

function html(source: string): string {
  return renderMarkdown(source).html;
}

test('keeps the source as written and renders it once', () => {
  expect(renderMarkdown('Fixed **now**\r\nThanks')).toEqual({
    source: 'Fixed **now**\r\nThanks',
    html: '<p>Fixed <strong>now</strong><br />Thanks</p>',
  });
});

test('nothing renders to nothing', () => {
  expect(html('')).toBe('');
  expect(html(' \n \n')).toBe('');
});

test('a single newline breaks the line, a blank line begins a paragraph', () => {
  expect(html('a\nb\n\nc')).toBe('<p>a<br />b</p>\n<p>c</p>');
});

test('the usual formatting', () => {
  expect(html('*a* **b** ~~c~~ `d < e`')).toBe(
    '<p><em>a</em> <strong>b</strong> <del>c</del> <code>d &lt; e</code></p>',
  );
  expect(html('- a\n- b')).toBe('<ul>\n<li>a</li>\n<li>b</li>\n</ul>');
  expect(html('3. a\n4. b')).toBe('<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>');
  expect(html('> a')).toBe('<blockquote>\n<p>a</p>\n</blockquote>');
  expect(html('```js\na < b\n```')).toBe('<pre><code>a &lt; b\n</code></pre>');
  expect(html('|a|\n|-|\n|b|')).toContain('<td>b</td>');
  expect(html('- [x] a\n- [ ] b')).toBe('<ul>\n<li>[x] a</li>\n<li>[ ] b</li>\n</ul>');
});

test('a heading is a strong paragraph', () => {
  expect(html('# What happened')).toBe('<p><strong>What happened</strong></p>');
});

test('raw HTML is shown as it was written', () => {
  expect(html('a <b>b</b>')).toBe('<p>a &lt;b&gt;b&lt;/b&gt;</p>');
  expect(html('<div>\na\n</div>')).toBe('<p>&lt;div&gt;<br />a<br />&lt;/div&gt;</p>');
});

test('links to http, https and mail stay links', () => {
  expect(html('[a](https://x.example/?b=1&c=2)')).toBe(
    `<p><a href="https://x.example/?b=1&amp;c=2" ${rel}>a</a></p>`,
  );
  expect(html('[a](https://x.example/?b=1&amp;c=2)')).toBe(
    `<p><a href="https://x.example/?b=1&amp;c=2" ${rel}>a</a></p>`,
  );
  expect(html('https://x.example/a')).toBe(
    `<p><a href="https://x.example/a" ${rel}>https://x.example/a</a></p>`,
  );
  expect(html('<ops@x.example>')).toBe(`<p><a href="mailto:ops@x.example" ${rel}>ops@x.example</a></p>`);
});

test.each(['javascript:a', 'data:a', '//x.example', '/a', 'ftp://x.example'])('no link to %s', (address) => {
  expect(html(`[a](${address})`)).toBe('<p>a</p>');
});

test('an image becomes a link, and only its name inside of a link', () => {
  expect(html('![graph](https://x.example/a.png)')).toBe(
    `<p><a href="https://x.example/a.png" ${rel}>graph</a></p>`,
  );
  expect(html('![](https://x.example/a.png)')).toBe(
    `<p><a href="https://x.example/a.png" ${rel}>https://x.example/a.png</a></p>`,
  );
  expect(html('[**![graph](https://x.example/a.png)**](https://y.example)')).toBe(
    `<p><a href="https://y.example/" ${rel}><strong>graph</strong></a></p>`,
  );
});

test('what is nested too deeply is shown without formatting', () => {
  const deepList = Array.from({ length: 30 }, (_, depth) => `${'  '.repeat(depth)}- a`).join('\n');
  expect(html(deepList)).toMatch(/^<p>- a<br \/> {2}- a<br \/>/);
  expect(html(`${'>'.repeat(1_883)} a\n\nb`)).toBe(`<p>${'&gt;'.repeat(1_883)} a</p>\n<p>b</p>`);
  expect(html('> > > a')).toContain('<blockquote>\n<blockquote>\n<blockquote>');
});

test('what consists of marks is shown without formatting', () => {
  expect(html(`${'**a '.repeat(1_000)}`.trim())).not.toContain('<strong>');
  expect(html('*'.repeat(2_001))).toBe(`<p>${'*'.repeat(2_001)}</p>`);
});

test('a longer text is refused', () => {
  expect(() => renderMarkdown('a'.repeat(25_001))).toThrow(TextTooLong);
  expect(() => renderStatuspageBody('a'.repeat(25_001))).toThrow(TextTooLong);
});

// The longest escape is six characters for one, and a heading or a cell adds some thirty to its two or three.
const greatestGrowth = 12;

test.each(pathological)('%s renders, safely and to a bounded size', (_name, source) => {
  expect(source.length).toBeLessThanOrEqual(25_000);
  for (const render of [renderMarkdown, renderStatuspageBody]) {
    const rendered = render(source).html;
    expect(rendered.length).toBeLessThan(greatestGrowth * source.length);
    expect(violations(rendered)).toEqual([]);
  }
});

test.each(pathological)('%s of 100,000 characters is refused', (_name, source) => {
  const longer = source.repeat(Math.ceil(100_000 / source.length));
  expect(() => renderMarkdown(longer)).toThrow(TextTooLong);
  expect(() => renderStatuspageBody(longer)).toThrow(TextTooLong);
});
