import { describe, expect, test } from 'vitest';
import { fitText, textWidth } from '../../server/publish/svgText.ts';

describe('text in a picture', () => {
  test('is as wide as its letters, in any script', () => {
    expect(textWidth('iii', 11)).toBeLessThan(textWidth('mmm', 11) / 3);
    expect(textWidth('Payments', 22)).toBeCloseTo(2 * textWidth('Payments', 11));
    expect(textWidth('日本', 11)).toBe(22);
    expect(textWidth('e\u0301', 11)).toBe(textWidth('e', 11));
    expect(textWidth('', 11)).toBe(0);
  });

  test('is kept when it fits, and otherwise cut at a whole character', () => {
    expect(fitText('Payments', 100, 11)).toBe('Payments');
    for (const text of ['Payments and more', '😀😀😀😀😀😀😀😀', 'ééééééééééé']) {
      const cut = fitText(text, 50, 11);
      expect(textWidth(cut, 11)).toBeLessThanOrEqual(50);
      expect(cut.endsWith('…')).toBe(true);
      expect(text.startsWith(cut.slice(0, -1))).toBe(true);
      expect(/\p{Cs}/u.test(cut)).toBe(false);
    }
  });
});
