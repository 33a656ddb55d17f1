import { z } from 'zod';
import { normalizeEmail } from '../../domain/emailAddress.ts';
import { languages } from '../../domain/language.ts';
import { everythingIn } from '../../domain/newSubscriber.ts';
import type { Channel, Subscriber } from '../../domain/subscriber.ts';
import type { Choices, WantedSubscriber } from '../../domain/subscriberCommand.ts';
import { channels } from '../../notify/channels.ts';
import { addressIn } from './addressIn.ts';
import type { Desk } from './desk.ts';
import { email, flag, id, maybe, orNone, readOnly, timeZone } from './fields.ts';
import { given } from './given.ts';
import { invalidField } from './invalidField.ts';

const ids = z.array(id).max(1_000);

/** What a subscriber hears of, as requests say it. */
const choiceFields = {
  component_ids: maybe(ids),
  group_ids: maybe(ids),
  incidents: maybe(flag),
  maintenances: maybe(flag),
  language: maybe(z.enum(languages)),
  time_zone: maybe(timeZone),
};

/** The same of somebody who is there. Null takes a limit away: all components, the time zone of the page. */
export const changedChoiceFields = {
  ...choiceFields,
  component_ids: orNone(ids),
  group_ids: orNone(ids),
  time_zone: orNone(timeZone),
};
type SaidChoices = z.output<z.ZodObject<typeof changedChoiceFields>>;

/** Those that staff can add somebody to. */
export const writtenChannels = channels.filter(({ isWritten }) => isWritten).map(({ id }) => id);

const noMessages = maybe(z.never('is not taken: no SMS are sent. Give an email or an endpoint'));

export const addBody = z.strictObject({
  subscriber: z.strictObject({
    ...readOnly([
      'id',
      'mode',
      'state',
      'created_at',
      'quarantined_at',
      'purge_at',
      'components',
      'page_access_user',
      'page_access_user_id',
      'display_phone_number',
      'obfuscated_channel_name',
      'workspace_name',
    ]),
    channel: maybe(z.enum(writtenChannels)),
    email: maybe(email),
    endpoint: maybe(z.string().max(2_048, 'must have at most 2048 characters')),
    phone_number: noMessages,
    phone_country: noMessages,
    skip_confirmation_notification: maybe(flag),
    ...choiceFields,
  }),
});
type Said = z.output<typeof addBody>['subscriber'];

/** Who is to be told, of everything that is not said. Throws `Refused`. */
export async function wantedSubscriber(
  desk: Desk,
  said: Said,
  incidentId: string | null,
): Promise<WantedSubscriber> {
  const channel: Channel = said.channel ?? (said.endpoint === undefined ? 'email' : 'webhook');
  const address = channel === 'email' ? said.email : said.endpoint;
  if (address === undefined) {
    throw invalidField(channel === 'email' ? 'subscriber.email' : 'subscriber.endpoint', 'must be given');
  }
  if (channel === 'email' && said.endpoint !== undefined) {
    throw invalidField('subscriber.endpoint', 'must be left out where the channel is email');
  }
  const { page } = await desk.read((reads) => reads.page());
  const place = {
    channel,
    address: addressIn(channel, address, channel === 'email' ? 'email' : 'endpoint'),
    incidentId,
  };
  const [own = ''] = await desk.subscriptions.idsFor([place]);
  return {
    ...place,
    id: own,
    contactEmail: channel === 'email' || said.email === undefined ? null : normalizeEmail(said.email),
    ...everythingIn(page.language),
    ...choicesOf(said),
  };
}

/** What is said of them. Components and groups are said together. Throws `Refused`. */
export function choicesOf(said: SaidChoices): Partial<Choices> {
  return given({
    scope: scopeOf(said),
    incidents: said.incidents,
    maintenances: said.maintenances,
    language: said.language,
    timeZone: said.time_zone,
  });
}

function scopeOf({
  component_ids: componentIds,
  group_ids: groupIds,
}: SaidChoices): Subscriber['scope'] | undefined {
  if (componentIds === undefined && groupIds === undefined) return undefined;
  if ((componentIds ?? groupIds ?? null) === null) return null;
  const scope = { groupIds: [...new Set(groupIds ?? [])], componentIds: [...new Set(componentIds ?? [])] };
  if (scope.groupIds.length + scope.componentIds.length === 0) {
    throw invalidField('component_ids', 'must name a component; leave it out for everything');
  }
  return scope;
}
