import { partsOf } from '../../server/domain/announcement.ts';
import { deliveryId } from '../../server/domain/delivery.ts';
import { worstStatus } from '../../server/domain/status.ts';
import type { Subscriber } from '../../server/domain/subscriber.ts';
import type { Message } from '../../server/notify/channel.ts';
import { messageOf } from '../../server/notify/messages.ts';
import type { TestApplication } from './application.ts';

/** What a subscriber is told of an incident or a maintenance: all that was announced of it, at once. */
export async function messageAbout(
  app: TestApplication,
  reportId: string,
  subscriber: Subscriber,
): Promise<Message> {
  const announced = await app.store.subscriptions.announcementsOf(reportId);
  const deliveries = announced.flatMap(partsOf).map((part) => ({
    id: deliveryId(part, subscriber.id),
    announcementId: part.id,
    subscriberId: subscriber.id,
    channel: subscriber.channel,
    reportId,
    at: part.at,
    attempts: 0,
  }));
  const message = await app.store.read((reads) =>
    messageOf(
      {
        announcements: app.store.subscriptions.announcements,
        subscriber: async () => subscriber,
        report: (id) => reads.report(id),
        scene: async () => {
          const impacts = await reads.openImpacts();
          return {
            page: (await reads.page()).page,
            url: 'https://status.example.com',
            components: await reads.components(),
            groups: await reads.groups(),
            statusNow: (componentId) =>
              worstStatus(
                impacts.filter((one) => one.componentId === componentId).map(({ status }) => status),
              ),
            now: app.clock.now(),
          };
        },
        linkKey: async () => 'key',
      },
      deliveries,
    ),
  );
  if (!message) throw new Error('there is nothing to be told');
  return message;
}
