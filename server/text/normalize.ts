/** The longest text of an update, in UTF-16 units, as in Statuspage. */
export const maxTextLength = 25_000;

/** Thrown for a text that is longer than `maxTextLength`. A text is refused rather than cut. */
export class TextTooLong extends Error {
  override readonly name = 'TextTooLong';

  constructor(length: number) {
    super(`The text has ${length} characters; at most ${maxTextLength} are possible.`);
  }
}

// What XML 1.0 cannot carry, and so neither a feed: everything below the space but tab, LF and CR, and two non-characters.
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const notInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/**
 * Text as it may enter: without the characters that no feed could carry, and with U+FFFD for lone surrogates.
 * Letters and line ends stay as they were written.
 */
export function normalizeText(text: string): string {
  return text.replace(notInXml, '').replace(/\p{Cs}/gu, '\ufffd');
}

/** The text of an update as it is kept. Throws `TextTooLong`. */
export function normalizeBody(text: string): string {
  if (text.length > maxTextLength) throw new TextTooLong(text.length);
  return normalizeText(text);
}

/** Line ends as LF, for rendering. */
export function withLineFeeds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
