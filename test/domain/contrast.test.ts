import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { grounds } from '../../server/domain/accent.ts';
import { contrast, printContrast } from '../../server/domain/contrast.ts';

// Worked out with the formulas of WCAG 2.2; the first and the grey ones are well known.
test.each([
  ['#000000', '#ffffff', '21.00'],
  ['#ffffff', '#000000', '21.00'],
  ['#777777', '#ffffff', '4.47'],
  ['#767676', '#ffffff', '4.54'],
  ['#ff0000', '#ffffff', '3.99'],
  ['#0000ff', '#ffffff', '8.59'],
  ['#1b1b19', '#1b1b19', '1.00'],
])('the contrast of %s on %s is %s', (front, back, expected) => {
  expect(printContrast(contrast(front, back))).toBe(expected);
});

test('what is printed is never more than what was measured', () => {
  expect(printContrast(4.4999)).toBe('4.49');
});

test('the backgrounds that colours are checked against are those of the style', () => {
  const css = readFileSync('web/style/tokens.css', 'utf8').replaceAll(/#fff;/g, '#ffffff;');
  const colors = (name: string) =>
    [...css.matchAll(new RegExp(`--${name}: (#[0-9a-f]{6});`, 'g'))].map(([, color]) => color);
  expect([colors('ground'), colors('card')]).toEqual([
    [grounds.light[0], grounds.dark[0]],
    [grounds.light[1], grounds.dark[1]],
  ]);
});
