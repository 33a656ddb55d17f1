import { type Announcement, partsOf } from '../domain/announcement.ts';
import { type Delivery, deliveryId } from '../domain/delivery.ts';
import type { Id } from '../domain/id.ts';
import type { Report } from '../domain/incident.ts';
import type { Subscriber } from '../domain/subscriber.ts';
import { toldUpdates } from '../domain/toldReport.ts';
import { personalToken } from '../personalLink.ts';
import type { Message, Scene } from './channel.ts';

/** What is read to write messages; all of it as it is now, so that what is sent late does not tell what was corrected. */
export type MessageSource = {
  readonly announcements: (ids: readonly Id[]) => Promise<readonly Announcement[]>;
  readonly subscriber: (id: Id) => Promise<Subscriber | undefined>;
  readonly report: (id: Id) => Promise<Report | null>;
  readonly scene: () => Promise<Scene>;
  /** Signs personal links. */
  readonly linkKey: () => Promise<string>;
};

/** Whether what an announcement tells is still there. */
export function isStillTold(announcement: Announcement, report: Report | null): boolean {
  if (announcement.about === 'components') return true;
  if (!report) return false;
  const told = toldUpdates(report);
  return announcement.about === 'postmortem'
    ? told.some(({ status }) => status === 'postmortem')
    : told.some(({ id }) => id === announcement.updateId);
}

/** Where a subscriber changes what they hear of. `key`: signs personal links. */
export function manageLink(url: string, key: string, subscriberId: Id): string {
  return `${url}/subscriptions/${personalToken(key, 'manage', subscriberId)}`;
}

/** Staff are told of alerts as long as an admin wants it. */
function linksOf(url: string, key: string, { id, audience }: Subscriber): Message['links'] {
  if (audience === 'staff') return { manage: `${url}/admin/people`, unsubscribe: null };
  const manage = manageLink(url, key, id);
  return { manage, unsubscribe: `${manage}/unsubscribe` };
}

/** The message that tells some deliveries of one subscriber; null when there is nobody, or nothing, to be told any more. */
export async function messageOf(
  source: MessageSource,
  deliveries: readonly Delivery[],
): Promise<Message | null> {
  const last = deliveries.at(-1);
  if (!last) return null;
  const subscriber = await source.subscriber(last.subscriberId);
  if (subscriber?.state !== 'active') return null;
  const report = last.reportId === null ? null : await source.report(last.reportId);
  const found = await source.announcements(deliveries.map(({ announcementId }) => announcementId));
  const ids = new Set(deliveries.map(({ id }) => id));
  const announcements = found
    .filter((announcement) => isStillTold(announcement, report))
    .flatMap(partsOf)
    .filter((part) => ids.has(deliveryId(part, subscriber.id)));
  if (announcements.length === 0) return null;
  const scene = await source.scene();
  const links = linksOf(scene.url, await source.linkKey(), subscriber);
  return { id: last.id, subscriber, announcements, report, scene, links };
}
