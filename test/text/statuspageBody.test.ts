import { expect, test } from 'vitest';
import { renderStatuspageBody } from '../../server/text/statuspageBody.ts';

const rel = 'rel="nofollow noopener noreferrer"';

function html(body: string): string {
  return renderStatuspageBody(body).html;
}

test('the source stays as it was', () => {
  const body = 'a\r\nb <br /><a href="https://x.example">c</a> <i onclick=d>e</i>';
  expect(renderStatuspageBody(body).source).toBe(body);
});

test.each(['\n', '\r\n', '<br />', '<br>', '<br/>\n'])('%j breaks the line', (end) => {
  expect(html(`a${end}b`)).toBe('a<br />b');
});

test('a blank line stays visible', () => {
  expect(html('a\r\n\r\nb')).toBe('a<br /><br />b');
});

test('simple HTML stays, all else loses its tags', () => {
  expect(html('<p>a <b>b</b> <code>c</code></p>')).toBe('<p>a <b>b</b> <code>c</code></p>');
  expect(html('<span style="color:red">a</span><script>b()</script><img src=x onerror=b()>')).toBe('a');
  expect(html('<h2>a</h2><div>b</div>')).toBe('<p>a</p><p>b</p>');
});

test('newlines between blocks are layout, inside of preformatted text they are text', () => {
  expect(html('<ul>\n  <li>a</li>\n  <li>b</li>\n</ul>\n<p>c\nd</p>')).toBe(
    '<ul><li>a</li><li>b</li></ul><p>c<br />d</p>',
  );
  expect(html('<pre>a\n\nb</pre>')).toBe('<pre>a\n\nb</pre>');
});

test('a recorded link keeps its address and loses everything else', () => {
  expect(html('<a href="https://x.example/?a=1&amp;b=2" target="_blank" onclick="c">d</a>')).toBe(
    `<a href="https://x.example/?a=1&amp;b=2" ${rel}>d</a>`,
  );
  expect(html('<a href="javascript:a">b</a> <a>c</a>')).toBe('b c');
});

test('plain addresses become links, without the punctuation around them', () => {
  const link = (address: string): string => `<a href="${address}" ${rel}>${address}</a>`;
  expect(html('See https://x.example/a?b=1&c=2.')).toBe(`See ${link('https://x.example/a?b=1&amp;c=2')}.`);
  expect(html('(http://x.example/a), "http://x.example/b"')).toBe(
    `(${link('http://x.example/a')}), "${link('http://x.example/b')}"`,
  );
  expect(html('https://x.example/a_(b)')).toBe(link('https://x.example/a_(b)'));
  expect(html('<https://x.example/a>')).toBe(`&lt;${link('https://x.example/a')}&gt;`);
});

test('an address inside of a link is not linked again', () => {
  expect(html('<a href="https://x.example/"><b>https://y.example</b></a>')).toBe(
    `<a href="https://x.example/" ${rel}><b>https://y.example</b></a>`,
  );
});

test('a stray bracket is text', () => {
  expect(html('p99 <500ms, 3 < 4 > 2, mail <ops@x.example>, a <-- b')).toBe(
    'p99 &lt;500ms, 3 &lt; 4 &gt; 2, mail &lt;ops@x.example&gt;, a &lt;-- b',
  );
});
