import { isEmailAddress, normalizeEmail } from './emailAddress.ts';
import type { Channel } from './subscriber.ts';
import { targetProblem } from './webAddress.ts';

/** Where the incoming webhooks of each chat live; with a leading dot: any host below. */
const hookHosts = {
  slack: ['hooks.slack.com'],
  discord: ['discord.com', 'discordapp.com'],
  teams: ['.webhook.office.com', '.logic.azure.com', '.powerplatform.com'],
  google_chat: ['chat.googleapis.com'],
} as const;

/** What a browser says of how it is reached (Push API). */
export type PushSubscription = {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
};

/** The one way in which the address of a subscriber is kept, so that nobody is there twice. */
export function normalizeAddress(channel: Channel, address: string): string {
  const trimmed = address.trim();
  if (channel === 'email') return normalizeEmail(trimmed);
  if (channel === 'telegram') return trimmed;
  if (channel === 'web_push') {
    const push = readPushSubscription(trimmed);
    return push ? JSON.stringify(push) : trimmed;
  }
  // A line break within an address is refused rather than taken out of it.
  return URL.canParse(trimmed) && !/[\s\p{Cc}]/u.test(trimmed) ? new URL(trimmed).href : trimmed;
}

/** What is wrong with an address that is normalised, as the end of a sentence about it; null: nothing. */
export function addressProblem(channel: Channel, address: string): string | null {
  switch (channel) {
    case 'email':
      return isEmailAddress(address) ? null : 'must be an e-mail address';
    case 'webhook':
      return targetProblem(address);
    case 'telegram':
      return /^\d{1,20}:[\w-]{30,64}\/(-?\d{1,20}|@\w{5,32})$/.test(address)
        ? null
        : 'must be the token of a bot, a slash, and the id of a chat or @ and the name of a channel';
    case 'web_push': {
      const push = readPushSubscription(address);
      if (!push) return 'must be a push subscription of a browser';
      // No browser has its service at an address that is written out, or in a network of its own.
      return (
        targetProblem(push.endpoint) ?? (hasPublicName(push.endpoint) ? null : 'must be at a public host')
      );
    }
    default:
      return targetProblem(address) ?? hookProblem(address, hookHosts[channel]);
  }
}

/** Null: this is none. */
export function readPushSubscription(text: string): PushSubscription | null {
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

function hookProblem(address: string, hosts: readonly string[]): string | null {
  const { protocol, hostname, port } = new URL(address);
  const isThere = hosts.some((host) => (host.startsWith('.') ? hostname.endsWith(host) : hostname === host));
  if (protocol === 'https:' && port === '' && isThere) return null;
  return `must begin with https:// and be at ${hosts.map((host) => host.replace(/^\./, '*.')).join(' or ')}`;
}
