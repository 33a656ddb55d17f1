import type { Moment } from './command.ts';
import type { Id } from './id.ts';

/** The n-th id of the moment. A command that needs more than there are is a bug. */
export function freshId(moment: Moment, n: number): Id {
  const id = moment.ids[n];
  if (id === undefined) throw new Error(`the moment has only ${moment.ids.length} ids`);
  return id;
}
