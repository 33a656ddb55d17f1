import { z } from 'zod';
import { type Announcement, announcementsOf } from '../../domain/announcement.ts';
import type { Change, Command } from '../../domain/command.ts';
import type { Id } from '../../domain/id.ts';
import { type Wishes, wantsToHear } from '../../domain/subscriber.ts';
import { channelIds, hearOfComponents } from '../../notify/channels.ts';
import type { DeskReads } from './desk.ts';

/** A value for each channel that is told of. `sms` is a Statuspage's, and nobody's here. */
function byChannel<T>(value: T): Record<string, T> {
  return Object.fromEntries([...channelIds, 'sms'].map((channel) => [channel, value]));
}

/** How many subscribers would be told, by channel. */
export const toldByChannel = z.object(byChannel(z.int()));
export type ToldByChannel = z.output<typeof toldByChannel>;

const nobody: ToldByChannel = byChannel(0);

/** What subscribers would be told of the changes that a command comes to; null: nothing would be done. */
export async function wouldAnnounce(
  reads: DeskReads,
  command: Command['type'] | null,
  changes: readonly Change[],
  now: number,
): Promise<readonly Announcement[]> {
  if (command === null) return [];
  const known = {
    reports: await knownReports(reads, changes),
    openImpacts: await reads.openImpacts(),
    components: await reads.components(),
  };
  // A postmortem and changed components are the only ones without an id of their own, and each is there once.
  return announcementsOf(command, known, changes, { now, ids: ['', ''] });
}

/** How many hear of what is announced, each once, however much it is that they hear. */
export async function wouldTell(
  reads: DeskReads,
  wishes: () => Promise<readonly { readonly wishes: Wishes; readonly count: number }[]>,
  announcements: readonly Announcement[],
): Promise<ToldByChannel> {
  if (announcements.length === 0) return nobody;
  const groupOf = new Map((await reads.components()).map(({ id, groupId }) => [id, groupId]));
  const hearing = { groupOf, hearOfComponents };
  const told = { ...nobody };
  for (const { wishes: wish, count: number } of await wishes()) {
    if (announcements.some((announcement) => wantsToHear(wish, announcement, hearing))) {
      told[wish.channel] = (told[wish.channel] ?? 0) + number;
    }
  }
  return told;
}

async function knownReports(reads: DeskReads, changes: readonly Change[]) {
  const ids = new Set<Id>(
    changes.flatMap((change) => ('put' in change && change.put === 'report' ? [change.report.id] : [])),
  );
  const found = await Promise.all([...ids].map((id) => reads.report(id)));
  return found.filter((report) => report !== null);
}
