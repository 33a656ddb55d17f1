import type { generateRequestDetails } from 'web-push';
import { targetProblem } from '../../domain/webAddress.ts';
import { vapidKeys } from '../../vapidKeys.ts';
import type {
  ChannelDefinition,
  ChannelSender,
  Message,
  Outcome,
  SenderSettings,
  Shown,
} from '../channel.ts';
import { isDeleted, toneOf } from '../chat.ts';
import { cut } from '../cut.ts';
import { guardedPost } from '../guardedRequest.ts';
import { shownHook } from '../hookAddress.ts';
import { outcomeOfAnswer } from '../outcomeOfAnswer.ts';
import { type Story, storyOf } from '../story.ts';

/** Notifications of browsers, through the services that they named, which cannot read them. */
export const webPush: ChannelDefinition = {
  id: 'web_push',
  name: 'Browser',
  addressHint: '',
  isWritten: false,
  hearsOfComponents: false,
  isGivenUp: true,
  normalizeAddress(text) {
    const trimmed = text.trim();
    const push = readPushSubscription(trimmed);
    return push ? JSON.stringify(push) : trimmed;
  },
  addressProblem(address) {
    const push = readPushSubscription(address);
    if (!push) return 'must be a push subscription of a browser';
    // No browser has its service at an address that is written out, or in a network of its own.
    return targetProblem(push.endpoint) ?? (hasPublicName(push.endpoint) ? null : 'must be at a public host');
  },
  showAddress: (address) => shownHook(readPushSubscription(address)?.endpoint ?? ''),
  open: (settings) => new WebPushSender(settings),
};

/** Loaded when the first notification is sent. */
type Encryption = { readonly generateRequestDetails: typeof generateRequestDetails };
type Settings = Pick<SenderSettings, 'guard' | 'keys' | 'publicUrl' | 'origin'>;

/** How long a service keeps a message for a browser that is closed, seconds. */
const keptSeconds = 86_400;

class WebPushSender implements ChannelSender {
  readonly lanes = 20;
  readonly isParallel = true;
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  async send(message: Message): Promise<Outcome> {
    const { guard, keys, publicUrl, origin } = this.#settings;
    const subscription = readPushSubscription(message.subscriber.address);
    if (!subscription) return { is: 'gone', problem: 'The address is no push subscription of a browser.' };
    const story = storyOf(message);
    const { default: encryption } = await import('web-push');
    const request = encrypted(encryption, subscription, JSON.stringify(notificationOf(story)), {
      vapidDetails: { subject: contactAt(publicUrl), ...vapidKeys(await keys('vapid')) },
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

/** Where services of web push find who sends. */
function contactAt(publicUrl: string): string {
  return publicUrl.startsWith('https:') ? publicUrl : 'mailto:status@localhost';
}

/** Null: nothing can be encrypted for this browser, whose keys only look like some. */
function encrypted(encryption: Encryption, ...given: Parameters<Encryption['generateRequestDetails']>) {
  try {
    return encryption.generateRequestDetails(...given);
  } catch {
    return null;
  }
}

/** What a browser says of how it is reached (Push API). */
type PushSubscription = {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
};

/** Null: this is none. */
function readPushSubscription(text: string): PushSubscription | null {
  try {
    const { endpoint, keys } = JSON.parse(text);
    const [p256dh, auth] = [keys.p256dh, keys.auth].map((key) => String(key).replace(/=+$/, ''));
    const isOne = typeof endpoint === 'string' && endpoint.startsWith('https://');
    // A point of P-256 without compression, and 16 bytes (RFC 8291).
    if (!isOne || !p256dh || !auth || !/^B[\w-]{86}$/.test(p256dh) || !/^[\w-]{22}$/.test(auth)) return null;
    return { endpoint, keys: { p256dh, auth } };
  } catch {
    return null;
  }
}

function hasPublicName(address: string): boolean {
  const { hostname } = new URL(address);
  return /\.[a-z][a-z0-9-]*$/.test(hostname) && !/\.(local|localhost|internal)$/.test(hostname);
}
