/**
 * iCalendar (RFC 5545) texts. A writer of our own, because the libraries fold by characters instead of octets, leave
 * the calendar's name unescaped, or stamp the time of writing.
 */

/** The most octets that a line may have without its line break (RFC 5545, 3.1). */
const lineOctets = 75;

/** One content line, folded, with its line break. `value` must be what its type demands. */
export function contentLine(name: string, value: string): string {
  let folded = '';
  let octets = 0;
  // By characters, so that no fold falls into the middle of one. A continued line begins with a space.
  for (const character of `${name}:${value}`) {
    const size = Buffer.byteLength(character);
    if (octets + size > lineOctets) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return `${folded}\r\n`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 5545 has no place for them, and finding them is the point
const notInText = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** A value of type TEXT (RFC 5545, 3.3.11). */
export function textValue(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(notInText, '')
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n');
}

/** A value of type DATE-TIME in UTC, to the second: `20261126T020000Z`. */
export function dateTimeValue(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
}
