import { z } from 'zod';
import type { Announcement } from '../../domain/announcement.ts';
import type { Id } from '../../domain/id.ts';
import { channelIds } from '../../notify/channels.ts';
import type { ManageBackend } from './backend.ts';
import type { DeskReads } from './desk.ts';
import type { ToldByChannel } from './wouldTell.ts';

const mostMessages = 20;

export const sentMessage = z
  .object({
    channel: z.enum(channelIds),
    title: z.string().nullable().describe('The subject of a mail, the title of a notification'),
    text: z.string().nullable(),
    html: z.string().nullable().describe('Of a mail: the whole document'),
    payload: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe('What a webhook or a chat is sent, as JSON'),
  })
  .meta({ id: 'SentMessage' });

type SentMessage = z.output<typeof sentMessage>;

/** The messages that tell what is announced, by each channel that somebody would be told by, and by mail; 20 at most. */
export async function wouldSend(
  backend: Pick<ManageBackend, 'messages'>,
  after: DeskReads,
  announcements: readonly Announcement[],
  told: ToldByChannel,
  now: number,
): Promise<readonly SentMessage[]> {
  if (announcements.length === 0) return [];
  const ids = new Set<Id>(announcements.flatMap(({ reportId }) => reportId ?? []));
  const reports = await Promise.all([...ids].slice(0, mostMessages).map((id) => after.report(id)));
  const messages = backend.messages(
    channelIds.filter((channel) => channel === 'email' || (told[channel] ?? 0) > 0),
    {
      announcements,
      reports: reports.filter((report) => report !== null),
      page: (await after.page()).page,
      components: await after.components(),
      groups: await after.groups(),
      openImpacts: await after.openImpacts(),
      now,
    },
  );
  return messages.slice(0, mostMessages);
}
