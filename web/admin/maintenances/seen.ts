import { useState } from 'preact/hooks';
import { type Answer, read } from '../api/ask.ts';
import { changeSeen } from '../api/changeSeen.ts';

/**
 * Changes of a record that somebody has before their eyes. `says` is what of it their change is about: when a colleague
 * changed that, nothing is done, `isOther` is true, and `record` is what the colleague made of it. Sent again, it is done.
 * `revision` is null where the record was shown in a list.
 */
export function useSeen<Record>(
  path: string,
  shown: Record,
  revision: number | null,
  says: (record: Record) => unknown,
) {
  const [seen, setSeen] = useState({ record: shown, revision, isOther: false });
  const isAsSeen = (record: Record): boolean =>
    JSON.stringify(says(record)) === JSON.stringify(says(seen.record));
  const show = ({ body: record, revision: now }: Answer<Record>): false => {
    setSeen({ record, revision: now, isOther: true });
    return false;
  };
  return {
    ...seen,
    /** Whether it was done. Throws as `change`. */
    async send(body: unknown): Promise<boolean> {
      const known = seen.revision === null ? await read<Record>(path) : null;
      if (known && !isAsSeen(known.body)) return show(known);
      const outcome = await changeSeen<unknown, Record>(
        'PATCH',
        path,
        { body, ifRevision: known?.revision ?? seen.revision ?? 0 },
        () => read<Record>(path),
        isAsSeen,
      );
      return 'done' in outcome || show(outcome.meanwhile);
    },
  };
}
