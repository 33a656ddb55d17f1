import { describe, expect, test } from 'vitest';
import { readSvg } from '../../server/domain/svgRules.ts';

const ns = 'xmlns="http://www.w3.org/2000/svg"';
const svg = (inside: string, attributes = '') =>
  `<svg ${ns} viewBox="0 0 40 20"${attributes === '' ? '' : ` ${attributes}`}>${inside}</svg>`;
const read = (text: string) => readSvg(new TextEncoder().encode(text));

const harmless: Readonly<Record<string, string>> = {
  'a drawing': svg('<path d="M0 0h9v9z" fill="#123"/><g><circle r="1"/></g>'),
  'a declaration, a document type and a comment': `<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n<!-- Generator: X -->${svg('')}`,
  'a style that follows the reader’s setting': svg(
    '<style><![CDATA[@media (prefers-color-scheme:dark){path{fill:#fff}}]]></style><path d="M0 0"/>',
  ),
  'references into itself': svg(
    '<defs><linearGradient id="a"/></defs><use href="#a"/><path style="fill:url(#a)" clip-path="url( \'#a\' )"/>',
  ),
  'a picture inside': svg('<image href="data:image/png;base64,iVBORw0KGgo="/>'),
  'the notes of Inkscape': svg(
    '<sodipodi:namedview pagecolor="#fff"/><metadata><rdf:RDF><cc:Work rdf:about=""><dc:format>image/svg+xml</dc:format></cc:Work></rdf:RDF></metadata>',
    'xmlns:svg="http://www.w3.org/2000/svg" xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:cc="http://creativecommons.org/ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" inkscape:export-filename="C:\\logo.png"',
  ),
  'a prefix for all of it': `<s:svg xmlns:s="http://www.w3.org/2000/svg" width="40" height="20"><s:path d="M0 0"/></s:svg>`,
  'words with special characters': svg('<title>Tom &amp; Jerry &#169; &lt;3</title>'),
};

test.each(Object.entries(harmless))('takes %s', (_, text) => {
  expect(read(text)).toEqual({ width: 40, height: 20 });
});

const harmful: Readonly<Record<string, string>> = {
  'a script': svg('<script>alert(1)</script>'),
  'a script of another prefix': svg('<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>'),
  'a script whose prefix is declared elsewhere': `<svg ${ns} xmlns:x="http://www.w3.org/2000/svg"><g><x:script/></g></svg>`,
  'a script of XHTML': svg('<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>'),
  'another namespace inside': svg('<g xmlns="http://www.w3.org/1999/xhtml"/>'),
  'something that runs when it is loaded': svg('', 'onload="alert(1)"'),
  'the same in capitals': svg('<g ONCLICK="alert(1)"/>'),
  'the same with a prefix': svg('<g x:onload="alert(1)" xmlns:x="urn:x"/>'),
  'another document inside': svg('<foreignObject><p/></foreignObject>'),
  'a frame': svg('<iframe/>'),
  'a link': svg('<a href="#x"/>'),
  'what sets an attribute later': svg('<set attributeName="href" to="javascript:alert(1)"/>'),
  'an animation': svg('<animate attributeName="href" values="javascript:alert(1)"/>'),
  'a handler of events': svg('<handler/>'),
  'a reference to elsewhere': svg('<use href="https://evil.example/x.svg#a"/>'),
  'the same as XLink': svg(
    '<image xlink:href="//evil.example/x.png" xmlns:xlink="http://www.w3.org/1999/xlink"/>',
  ),
  'XLink by another name': svg(
    '<image y:href="http://evil.example/" xmlns:y="http://www.w3.org/1999/xlink"/>',
  ),
  'a reference written in characters': svg('<use href="&#x68;ttps://evil.example"/>'),
  'an SVG as a data address': svg('<image href="data:image/svg+xml,&lt;svg/&gt;"/>'),
  'a script as an address': svg('<use href=" java&#115;cript:alert(1)"/>'),
  'another base': svg('', 'xml:base="https://evil.example/"'),
  'a style that imports': svg('<style>@import "https://evil.example/x.css";</style>'),
  'an import in two pieces': svg('<style>@im<!-- -->port "https://evil.example";</style>'),
  'an import in two kinds of text': svg('<style>@im<![CDATA[port "https://evil.example";]]></style>'),
  'an import spelled with an escape': svg('<style>\\40 import "https://evil.example";</style>'),
  'an import in characters': svg('<style>&#64;import "x";</style>'),
  'a style that loads': svg('<style>path{fill:url(https://evil.example)}</style>'),
  'an attribute that loads': svg('<path fill="url(https://evil.example#a)"/>'),
  'an attribute that loads, in other words': svg('<path style="fill:URL(\'//evil.example#a\')"/>'),
  'a set of images': svg('<path style="mask:image-set(\'https://evil.example\' 1x)"/>'),
  'an entity': `<!DOCTYPE svg [<!ENTITY x "y">]>${svg('&x;')}`,
  'an entity that was never declared': svg('&constructor;'),
  'an instruction for a style': `<?xml version="1.0"?><?xml-stylesheet href="https://evil.example/x.css"?>${svg('')}`,
  'another encoding': `<?xml version="1.0" encoding="UTF-7"?>${svg('')}`,
  'two elements that cross': svg('<g><path></g></path>'),
  'an attribute twice': svg('<use href="#a" href="https://evil.example"/>'),
  'something behind the end': `${svg('')}<script/>`,
  'text without an element': 'hello <svg',
  'no end': `<svg ${ns}>`,
  'no namespace': '<svg viewBox="0 0 1 1"/>',
  HTML: '<!DOCTYPE html><html><svg></svg></html>',
};

describe('refuses', () => {
  test.each(Object.entries(harmful))('%s', (_, text) => {
    expect(read(text)).toEqual({ problem: expect.stringMatching(/^must /) });
  });

  test('UTF-16, in which all of this could stand', () => {
    expect(readSvg(new Uint8Array(Buffer.from(svg('<script/>'), 'utf16le')))).toHaveProperty('problem');
  });
});

test('says what is in the way', () => {
  expect(read(harmful['a script'] ?? '')).toEqual({ problem: 'must not contain <script>' });
  expect(read(harmful['a reference to elsewhere'] ?? '')).toEqual({
    problem: 'must not refer to anything outside of itself, as href does',
  });
});

test('the size is what the file asks for, else its proportions', () => {
  const size = (attributes: string) => read(`<svg ${ns} ${attributes}/>`);
  expect(size('width="120" height="30.5px" viewBox="0 0 1 1"')).toEqual({ width: 120, height: 31 });
  expect(size('width="100%" viewBox="0,0,64,16"')).toEqual({ width: 64, height: 16 });
  expect(size('')).toEqual({ width: 0, height: 0 });
});

test.each([
  ['spaces', `<svg ${ns} ${' '.repeat(100_000)}x`],
  ['beginnings of comments', `<svg ${ns}>${'<!--'.repeat(25_000)}`],
  ['open elements', `<svg ${ns}>${'<g>'.repeat(33_000)}`],
  ['references', `<svg ${ns}>${'&'.repeat(100_000)}</svg>`],
  ['attributes', `<svg ${ns}${' a="'.repeat(25_000)}`],
])('%s without end are refused', (_, text) => {
  expect(read(text)).toHaveProperty('problem');
});
