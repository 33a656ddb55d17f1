import { z } from 'zod';
import type { ManageBackend } from './backend.ts';
import { consideredReads } from './consideredReads.ts';
import type { ConsideringDesk } from './desks.ts';
import { changedGroup, changedNumber, wouldChangeNumbers } from './wouldChangeNumbers.ts';
import { changedStatus, pageStatus, wouldChangeStatus } from './wouldChangeStatus.ts';
import { considerDrafts, previewedReport, wouldPublish } from './wouldPublish.ts';
import { sentMessage, wouldSend } from './wouldSend.ts';
import { toldByChannel, wouldAnnounce, wouldTell } from './wouldTell.ts';

/** What the public would see of a write, in the answer to `dry_run`. */
export const consequenceFields = {
  would_tell: toldByChannel.describe('How many would be told, by channel; of a draft: once it is published'),
  would_send: z
    .array(sentMessage)
    .describe(
      'What they would be sent, by each channel that somebody would be told by, and by mail when mail is sent; 20 at most. In the language and the zone of the page, with LINK for the personal link.',
    ),
  would_publish: z
    .array(previewedReport)
    .describe('The incidents and maintenances that it would write, 20 at most'),
  would_change_numbers: z
    .array(changedNumber)
    .describe('The components whose numbers of the last 90 days would be different'),
  would_change_group_numbers: z.array(changedGroup).describe('The same of groups'),
  would_change_status: z.array(changedStatus).describe('The components whose status would be different'),
  page_status: z
    .object({ before: pageStatus, after: pageStatus })
    .describe('What the page says of everything at once'),
};
const shape = z.object(consequenceFields);
export type Consequences = z.output<typeof shape>;

/** What the public would see of commands that were considered: of whatever kind, from their changes alone. */
export async function consequencesOf(
  backend: Pick<ManageBackend, 'read' | 'consider' | 'subscriptions' | 'messages'>,
  { considered: changes, command, now, url }: Pick<ConsideringDesk, 'considered' | 'command' | 'now' | 'url'>,
): Promise<Consequences> {
  const drafted = await considerDrafts(backend, changes, now);
  return backend.read(async (reads) => {
    const sides = { before: reads, after: consideredReads(reads, changes), changes, now };
    const all = [...changes, ...drafted.flatMap((draft) => draft.changes)];
    const at = Math.max(now, ...drafted.map((draft) => draft.now));
    const announced = await wouldAnnounce(reads, command, all, now);
    const told = await wouldTell(reads, backend.subscriptions.wishes, announced);
    return {
      would_tell: told,
      would_send: [...(await wouldSend(backend, consideredReads(reads, all), announced, told, at))],
      would_publish: await wouldPublish(sides, drafted, url),
      ...(await wouldChangeNumbers(sides)),
      ...(await wouldChangeStatus(sides)),
    };
  });
}
