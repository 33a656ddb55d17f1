import { type Announcement, partsOf } from '../domain/announcement.ts';
import type { Report } from '../domain/incident.ts';
import { everythingIn, newSubscriber } from '../domain/newSubscriber.ts';
import type { Channel, Subscriber } from '../domain/subscriber.ts';
import type { ChannelSender, Message, Scene, Shown } from './channel.ts';
import { hearOfComponents } from './channels.ts';

/** What is about to be announced, and how everything is once it was committed. */
export type Proposal = {
  readonly announcements: readonly Announcement[];
  /** All that are announced. */
  readonly reports: readonly Report[];
  readonly scene: Scene;
};

export type ShownMessage = Shown & { readonly channel: Channel };

/**
 * What subscribers who want to hear of everything would be sent by these channels, those alone that the settings allow:
 * in the language and the zone of the page, with a personal link that belongs to nobody. Pure.
 */
export function showMessages(
  senders: ReadonlyMap<Channel, ChannelSender>,
  channels: readonly Channel[],
  proposal: Proposal,
): ShownMessage[] {
  return channels.flatMap((channel) => {
    const sender = senders.get(channel);
    if (!sender) return [];
    return messagesTo(channel, proposal).map((message) => ({ channel, ...sender.show(message) }));
  });
}

/** All that is announced of a report at once is one message, and each component that changed is one, by channels that hear of them. */
function messagesTo(channel: Channel, { announcements, reports, scene }: Proposal): Message[] {
  const subscriber = anybody(channel, scene);
  const manage = `${scene.url}/subscriptions/LINK`;
  const links = { manage, unsubscribe: `${manage}/unsubscribe` };
  const about = (report: Report | null, told: readonly Announcement[]): Message[] =>
    told.length === 0 ? [] : [{ id: '', subscriber, announcements: told, report, scene, links }];
  const ofReports = reports.flatMap((report) =>
    about(
      report,
      announcements.filter(({ reportId }) => reportId === report.id),
    ),
  );
  if (!hearOfComponents.has(channel)) return ofReports;
  const ofComponents = announcements.filter((one) => one.about === 'components').flatMap(partsOf);
  return [...ofReports, ...ofComponents.flatMap((part) => about(null, [part]))];
}

function anybody(channel: Channel, { page, now }: Scene): Subscriber {
  const nobody = { id: '', channel, address: '', incidentId: null, contactEmail: null };
  return newSubscriber({ ...nobody, ...everythingIn(page.language) }, 'active', now);
}
