import { z } from 'zod';
import { languages } from '../../domain/language.ts';
import { type Subscriber, subscriberStates } from '../../domain/subscriber.ts';
import { channelIds, channelNamed } from '../../notify/channels.ts';
import type { Desk } from './desk.ts';
import { notFound } from './notFound.ts';
import { time } from './time.ts';

const at = z.string();
const nothing = z.null();

/** A subscriber in the shape of Statuspage's v1, with what we add after `page_access_user_id`. */
export const subscriberShape = z
  .object({
    id: z.string(),
    created_at: at,
    skip_confirmation_notification: z.boolean().describe('They were never asked to confirm'),
    mode: z.enum(channelIds),
    email: z.string().nullable().describe('Of another mode: who is told when it fails for good'),
    endpoint: z.string().nullable().describe('Where other modes than email send to'),
    phone_number: nothing,
    phone_country: nothing,
    display_phone_number: nothing,
    obfuscated_channel_name: nothing,
    workspace_name: nothing,
    quarantined_at: at.nullable(),
    purge_at: nothing,
    components: z.array(z.string()).describe('Empty, as `group_ids`, for who wants to hear of everything'),
    page_access_user_id: nothing,
    state: z.enum(subscriberStates),
    group_ids: z.array(z.string()).describe('For their components, also for future ones'),
    incidents: z.boolean(),
    maintenances: z.boolean(),
    incident_id: z.string().nullable().describe('They want to hear of this incident alone'),
    language: z.enum(languages),
    time_zone: z.string().nullable().describe('Null: that of the page'),
    confirmed_at: at.nullable(),
    confirmation_sent_at: at.nullable(),
    quarantine_reason: z.string().nullable(),
    unsubscribed_at: at.nullable(),
    display_address: z.string().nullable().describe('To know them by, without what is secret'),
  })
  .meta({ id: 'Subscriber' });

export type ShownSubscriber = z.output<typeof subscriberShape>;

export function toSubscriber(subscriber: Subscriber): ShownSubscriber {
  const { channel, address, state, scope } = subscriber;
  return {
    id: subscriber.id,
    created_at: time(subscriber.createdAt),
    skip_confirmation_notification: state !== 'unconfirmed' && subscriber.confirmationSentAt === null,
    mode: channel,
    email: channel === 'email' ? address : subscriber.contactEmail,
    endpoint: channel === 'email' ? null : address,
    phone_number: null,
    phone_country: null,
    display_phone_number: null,
    obfuscated_channel_name: null,
    workspace_name: null,
    quarantined_at: time(subscriber.quarantinedAt),
    purge_at: null,
    components: [...(scope?.componentIds ?? [])],
    page_access_user_id: null,
    state,
    group_ids: [...(scope?.groupIds ?? [])],
    incidents: subscriber.incidents,
    maintenances: subscriber.maintenances,
    incident_id: subscriber.incidentId,
    language: subscriber.language,
    time_zone: subscriber.timeZone,
    confirmed_at: time(subscriber.confirmedAt),
    confirmation_sent_at: time(subscriber.confirmationSentAt),
    quarantine_reason: subscriber.quarantineReason,
    unsubscribed_at: time(subscriber.unsubscribedAt),
    display_address: channelNamed(channel).showAddress(address),
  };
}

/** A subscriber of the page, or of this incident alone. Throws `Refused`. */
export async function subscriberOf(
  { subscriptions }: Desk,
  id: string,
  incidentId: string | null = null,
): Promise<Subscriber> {
  const [found] = await subscriptions.byId([id]);
  if (found?.audience !== 'public' || (incidentId !== null && found.incidentId !== incidentId)) {
    throw notFound('subscriber', id);
  }
  return found;
}
