import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import { composeMail, fillIn, linkPlace } from '../../server/notify/mailTemplate.ts';

const from = 'Example Status <status@example.com>';
/** What is let in has no other control characters, and a line of mail cannot keep a carriage return by itself. */
const words = fc
  .array(
    fc.oneof(fc.string({ unit: 'grapheme', maxLength: 90 }), fc.constantFrom('=00', '=\n', ' \n.', '\n\n')),
  )
  .map((parts) => parts.join('').replaceAll(/[^\P{Cc}\n]/gu, ''));
const link = fc.stringMatching(/^[\w./~%?=-]{0,200}$/).map((path) => `https://status.example.com/${path}`);

test('whatever a letter says, its recipient reads it, with their own link and headers', async () => {
  await fc.assert(
    fc.asyncProperty(words, words, link, async (before, after, address) => {
      const text = `Begin ${before}${linkPlace}${after} end.\n`;
      const html = `<p>${before.replaceAll(/[<&]/g, '')}<a href="${linkPlace}">here</a></p>\n`;
      const template = await composeMail(from, { subject: `[Example] ${after.split('\n')[0]}!`, text, html });
      const message = fillIn(
        template,
        { To: 'reader@example.com', 'Message-ID': '<1@example.com>' },
        address,
      );
      const parsed = await simpleParser(message);
      expect(parsed.text).toBe(text.replace(linkPlace, address));
      expect(parsed.html).toBe(html.replace(linkPlace, address));
      expect([parsed.to].flat().map((to) => to?.text)).toEqual(['reader@example.com']);
      expect(parsed.messageId).toBe('<1@example.com>');
      expect(parsed.from?.text).toBe('"Example Status" <status@example.com>');
      const [, body = ''] = message.split(/\r\n\r\n(.*)/s);
      expect(Math.max(...body.split(/\r?\n/).map((line) => line.length))).toBeLessThanOrEqual(76);
    }),
    { numRuns: 100 },
  );
});
