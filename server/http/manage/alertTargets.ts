import { z } from 'zod';
import { alertTarget } from '../../domain/decideSubscriber.ts';
import { type Channel, type Subscriber, subscriberStates } from '../../domain/subscriber.ts';
import { channelIds, channelNamed } from '../../notify/channels.ts';
import { addressIn } from './addressIn.ts';
import { email, maybe } from './fields.ts';
import { invalidField } from './invalidField.ts';
import { operation } from './operation.ts';
import { writtenChannels } from './subscriberFields.ts';
import { time } from './time.ts';

const path = '/pages/{page_id}/alert_targets';

export const alertTargetShape = z
  .object({
    id: z.string(),
    channel: z.enum(channelIds),
    email: z.string().nullable(),
    endpoint: z.string().nullable().describe('Where other channels than email send to'),
    display_address: z.string().describe('To know it by, without what is secret'),
    state: z.enum(subscriberStates).describe('`quarantined`: it takes nothing, see `quarantine_reason`'),
    quarantine_reason: z.string().nullable(),
    created_at: z.string(),
  })
  .meta({ id: 'AlertTarget' });

function toTarget(target: Subscriber): z.output<typeof alertTargetShape> {
  const { id, channel, address, state, quarantineReason, createdAt } = target;
  return {
    id,
    channel,
    email: channel === 'email' ? address : null,
    endpoint: channel === 'email' ? null : address,
    display_address: channelNamed(channel).showAddress(address),
    state,
    quarantine_reason: quarantineReason,
    created_at: time(createdAt),
  };
}

const list = operation({
  method: 'GET',
  path,
  role: 'admin',
  summary:
    'Who of the staff is told when something is wrong: a silent incident, failed deliveries, no recent backup, a page that is not published, a full disk. As long as nobody was added, owners are, by mail',
  answer: { status: 200, schema: z.array(alertTargetShape) },
  run: async ({ desk }) => {
    const staff = await desk.subscriptions.staff();
    return staff.filter(({ state }) => state !== 'unsubscribed').map(toTarget);
  },
});

const add = operation({
  method: 'POST',
  path,
  role: 'admin',
  summary:
    'Tell somebody, or a chat, when something is wrong. They are told at once, and again when it is over',
  body: z.strictObject({
    alert_target: z.strictObject({
      channel: maybe(z.enum(writtenChannels)),
      email: maybe(email),
      endpoint: maybe(z.string().max(2_048, 'must have at most 2048 characters')),
    }),
  }),
  answer: { status: 201, schema: alertTargetShape },
  run: async ({ desk, body: { alert_target: said } }) => {
    const channel: Channel = said.channel ?? (said.endpoint === undefined ? 'email' : 'webhook');
    const field = channel === 'email' ? 'email' : 'endpoint';
    const given = said[field];
    if (given === undefined) throw invalidField(`alert_target.${field}`, 'must be given');
    const address = addressIn(channel, given, field);
    const [id = ''] = await desk.subscriptions.idsFor([
      { channel, address, incidentId: null, audience: 'staff' },
    ]);
    const { page } = await desk.read((reads) => reads.page());
    const target = { id, channel, address, language: page.language };
    await desk.perform({ type: 'addAlertTarget', target });
    return toTarget(alertTarget(target, desk.now));
  },
});

const remove = operation({
  method: 'DELETE',
  path: `${path}/{alert_target_id}`,
  role: 'admin',
  summary: 'Do not tell them any longer',
  answer: { status: 204, schema: null },
  run: async ({ desk, params }) => {
    await desk.perform({ type: 'removeAlertTarget', subscriberId: params.alert_target_id ?? '' });
  },
});

export const alertTargetOperations = [list, add, remove];
