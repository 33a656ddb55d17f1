import { createHash } from 'node:crypto';
import type { Id } from './domain/id.ts';

/** An id that follows from a text, so that the same thing gets the same id each time. */
export function derivedId(text: string): Id {
  const hash = createHash('sha256').update(text).digest('hex');
  return BigInt(`0x${hash}`).toString(36).padStart(12, '0').slice(0, 12);
}
