import webPush from 'web-push';
import { readPushSubscription } from '../domain/subscriberAddress.ts';
import { vapidKeys } from '../vapidKeys.ts';
import type { ChannelSender, Message, Outcome, Shown } from './channel.ts';
import { isDeleted, toneOf } from './chat.ts';
import { cut } from './cut.ts';
import { type Guard, guardedPost } from './guardedRequest.ts';
import { outcomeOfAnswer } from './outcomeOfAnswer.ts';
import { type Story, storyOf } from './story.ts';

export type WebPushOptions = {
  readonly guard: Guard;
  /** The private VAPID key. */
  readonly key: () => Promise<string>;
  /** Where services of web push find who sends: https://… or mailto:… */
  readonly contact: string;
  /** Takes the place of the service's own origin. */
  readonly origin?: string;
};

/** How long a service keeps a message for a browser that is closed, seconds. */
const keptSeconds = 86_400;

/** Sends notifications to browsers, through the services that they named, which cannot read them. */
export class WebPushSender implements ChannelSender {
  readonly lanes = 20;
  readonly crowd = 1;
  readonly #options: WebPushOptions;

  constructor(options: WebPushOptions) {
    this.#options = options;
  }

  async send(message: Message): Promise<Outcome> {
    const { guard, key, contact, origin } = this.#options;
    const subscription = readPushSubscription(message.subscriber.address);
    if (!subscription) return { is: 'gone', problem: 'The address is no push subscription of a browser.' };
    const story = storyOf(message);
    const request = encrypted(subscription, JSON.stringify(notificationOf(story)), {
      vapidDetails: { subject: contact, ...vapidKeys(await key()) },
      TTL: keptSeconds,
      urgency: toneOf(story) === 'bad' ? 'high' : 'normal',
      // A browser that was closed is shown the newest of an incident alone.
      topic: story.report.id,
    });
    if (!request) return { is: 'gone', problem: 'The keys in the address are no keys.' };
    const headers = Object.entries(request.headers).map(([name, value]) => [
      name.toLowerCase(),
      String(value),
    ]);
    const { origin: own, pathname, search } = new URL(subscription.endpoint);
    const url = `${origin ?? own}${pathname}${search}`;
    const answer = await guardedPost(
      { url, headers: Object.fromEntries(headers), body: request.body ?? '' },
      guard,
    );
    return outcomeOfAnswer(answer, { isGone: isDeleted, quotes: false }, message.scene.now);
  }

  show(message: Message): Shown {
    const { title, body } = notificationOf(storyOf(message));
    return { title, text: body, html: null, payload: null };
  }
}

/** What the browser shows. */
function notificationOf({ pageName, title, updates, link, report }: Story) {
  return {
    title: cut(`[${pageName}] ${title}`, 200),
    body: cut(updates.map(({ text }) => text).join('\n\n'), 800),
    url: link,
    tag: report.id,
  };
}

/** Null: nothing can be encrypted for this browser, whose keys only look like some. */
function encrypted(...given: Parameters<typeof webPush.generateRequestDetails>) {
  try {
    return webPush.generateRequestDetails(...given);
  } catch {
    return null;
  }
}
