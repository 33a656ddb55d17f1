import { readFileSync } from 'node:fs';
import type { Id } from '../../domain/id.ts';

/** How many incidents the careless server acknowledged and has not in its file. */
export function countLostByCareless(file: string, acknowledged: ReadonlyMap<Id, unknown>): number {
  let kept: object;
  try {
    kept = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return acknowledged.size;
  }
  return [...acknowledged.keys()].filter((id) => !Object.hasOwn(kept, id)).length;
}
