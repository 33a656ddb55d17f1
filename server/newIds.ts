import type { Id } from './domain/id.ts';

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';
const idLength = 12;
/** The largest multiple of 36 in a byte: bytes from here on would favour some characters. */
const fairBytes = 252;

/** Makes ids of 12 characters of a-z0-9 (62 bits) from random bytes, each character equally likely. */
export function newIds(count: number, draw: (size: number) => Uint8Array): Id[] {
  const ids: Id[] = [];
  let id = '';
  while (ids.length < count) {
    for (const byte of draw(Math.ceil((count - ids.length) * idLength * 1.1))) {
      if (byte >= fairBytes) continue;
      id += alphabet.charAt(byte % alphabet.length);
      if (id.length < idLength) continue;
      ids.push(id);
      id = '';
      if (ids.length === count) break;
    }
  }
  return ids;
}
