import { type Answer, change } from './ask.ts';
import { Refusal } from './problem.ts';

/**
 * Changes a record that was seen at a revision of the page, unless somebody else changed it since: then nothing is done
 * and `meanwhile` is the record as it is now. What others do elsewhere on the page does not matter. `ifRevision` is null
 * when what was seen had no revision, as lists have none: then it is looked at first. Throws as `change`.
 */
export async function changeSeen<Answered, Record>(
  method: Parameters<typeof change>[0],
  path: string,
  asked: { readonly body?: unknown; readonly ifRevision: number | null },
  look: () => Promise<Answer<Record>>,
  isAsSeen: (record: Record) => boolean,
): Promise<{ readonly done: Answer<Answered> } | { readonly meanwhile: Answer<Record> }> {
  for (let ifRevision = asked.ifRevision; ; ) {
    if (ifRevision !== null) {
      try {
        return { done: await change<Answered>(method, path, { body: asked.body, ifRevision }) };
      } catch (error) {
        if (!(error instanceof Refusal) || error.status !== 412) throw error;
      }
    }
    const now = await look();
    if (!isAsSeen(now.body) || now.revision === null) return { meanwhile: now };
    ifRevision = now.revision;
  }
}
