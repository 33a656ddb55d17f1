import type { Id } from '../../domain/id.ts';
import type { Wanted } from '../../domain/subscribing.ts';
import { timestamp } from './timestamp.ts';

/** What Statuspage's v2 answers to who subscribes, as recorded. The same for who is there already. */
export function askedSubscriber(
  id: Id,
  { channel, address, contactEmail }: Wanted,
  at: number,
  zone: string,
) {
  const way = channel === 'email' ? { email: address } : { email: contactEmail, endpoint: address };
  return {
    subscriber: {
      created_at: timestamp(at, zone),
      skip_confirmation_notification: false,
      quarantined_at: null,
      id,
      mode: channel,
      purge_at: null,
      ...way,
    },
  };
}
