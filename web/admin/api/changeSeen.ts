import { type Answer, type Asked, change } from './ask.ts';
import { Refusal } from './problem.ts';

/**
 * Changes a record that was seen at a revision of the page, unless somebody else changed it since: then nothing is done
 * and `meanwhile` is the record as it is now. What others do elsewhere on the page does not matter. Throws as `change`.
 */
export async function changeSeen<Answered, Record>(
  method: Parameters<typeof change>[0],
  path: string,
  asked: Asked & { readonly ifRevision: number },
  look: () => Promise<Answer<Record>>,
  isAsSeen: (record: Record) => boolean,
): Promise<{ readonly done: Answer<Answered> } | { readonly meanwhile: Answer<Record> }> {
  for (let ifRevision = asked.ifRevision; ; ) {
    try {
      return { done: await change<Answered>(method, path, { ...asked, ifRevision }) };
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 412) throw error;
    }
    const now = await look();
    if (!isAsSeen(now.body) || now.revision === null) return { meanwhile: now };
    ifRevision = now.revision;
  }
}
