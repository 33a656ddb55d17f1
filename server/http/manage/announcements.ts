import { z } from 'zod';
import type { DeliveryState } from '../../domain/delivery.ts';
import { channelIds } from '../../notify/channels.ts';
import type { Desk } from './desk.ts';
import { notFound } from './notFound.ts';
import { operation } from './operation.ts';
import { Refused } from './refused.ts';
import { time } from './time.ts';

const count = z.int();
const at = z.string();

export const announcementShape = z
  .object({
    id: z.string(),
    about: z.enum(['update', 'postmortem']),
    incident_update_id: z.string().nullable(),
    at,
    due_at: at.describe('From when on it is told; until then it can be cancelled'),
    state: z.enum(['waiting', 'told', 'cancelled']).describe('told: everybody has a delivery'),
    paused_at: at
      .nullable()
      .describe('Since when it, and what else is told of the incident, waits for somebody to let it go on'),
    channels: z.array(
      z.object({
        channel: z.enum(channelIds),
        pending: count,
        sent: count.describe('With those that a later message told as well'),
        failed: count.describe('Set aside after a day; they can be tried again'),
        dropped: count.describe('Their subscriber, or what they told, is gone'),
        last_at: at.nullable().describe('When the last one was settled'),
      }),
    ),
  })
  .meta({ id: 'Announcement' });

type Shown = z.output<typeof announcementShape>;
type Counts = Awaited<ReturnType<Desk['subscriptions']['deliveryCounts']>>;

/** What is told of a report, the latest first, and how far each has got by channel. */
async function show({ subscriptions }: Desk, reportId: string): Promise<Shown[]> {
  const announcements = await subscriptions.announcementsOf(reportId);
  const counts = await subscriptions.deliveryCounts(announcements.map(({ id }) => id));
  return announcements
    .map((announcement) => ({
      id: announcement.id,
      about: announcement.about === 'postmortem' ? ('postmortem' as const) : ('update' as const),
      incident_update_id: announcement.updateId,
      at: time(announcement.at),
      due_at: time(announcement.dueAt),
      state: announcement.state,
      paused_at: time(announcement.pausedAt),
      channels: channelsOf(counts.filter(({ announcementId }) => announcementId === announcement.id)),
    }))
    .reverse();
}

function channelsOf(counts: Counts): Shown['channels'] {
  return channelIds
    .filter((channel) => counts.some((each) => each.channel === channel))
    .map((channel) => {
      const own = counts.filter((each) => each.channel === channel);
      const of = (...states: DeliveryState[]): number =>
        own.reduce((sum, each) => sum + (states.includes(each.state) ? each.count : 0), 0);
      const last = Math.max(...own.map(({ lastAt }) => lastAt ?? 0));
      return {
        channel,
        pending: of('pending'),
        sent: of('sent', 'collapsed'),
        failed: of('failed'),
        dropped: of('dropped'),
        last_at: last === 0 ? null : time(last),
      };
    });
}

async function showOne(desk: Desk, reportId: string, id: string): Promise<Shown> {
  const found = (await show(desk, reportId)).find((announcement) => announcement.id === id);
  if (!found) throw notFound('announcement', id);
  return found;
}

const path = '/pages/{page_id}/incidents/{incident_id}/announcements';

const list = operation({
  method: 'GET',
  path,
  role: 'viewer',
  summary:
    'What subscribers are told of an incident or a maintenance, and how many have been told, by channel',
  answer: { status: 200, schema: z.array(announcementShape) },
  run: ({ desk, params }) => show(desk, params.incident_id ?? ''),
});

const cancel = operation({
  method: 'POST',
  path: `${path}/{announcement_id}/cancel`,
  role: 'editor',
  summary: 'Tell nobody of an update that was just posted, within 10 seconds; the update itself stays',
  answer: { status: 200, schema: announcementShape },
  run: async ({ desk, params: { incident_id: reportId = '', announcement_id: id = '' } }) => {
    const { state } = await showOne(desk, reportId, id);
    const isInTime = state === 'cancelled' || !desk.acts || (await desk.subscriptions.cancel(id));
    if (!isInTime) {
      throw new Refused({
        fault: 'conflict',
        code: 'announcement.told',
        message: 'Subscribers have been told already. Post another update to correct it.',
      });
    }
    return showOne(desk, reportId, id);
  },
});

const retry = operation({
  method: 'POST',
  path: `${path}/{announcement_id}/retry`,
  role: 'editor',
  summary: 'Try again to tell those whom it could not be told for a day',
  answer: { status: 200, schema: announcementShape },
  run: async ({ desk, params: { incident_id: reportId = '', announcement_id: id = '' } }) => {
    await showOne(desk, reportId, id);
    if (desk.acts) await desk.subscriptions.retry(id, desk.now);
    return showOne(desk, reportId, id);
  },
});

const pause = operation({
  method: 'POST',
  path: `${path}/{announcement_id}/pause`,
  role: 'editor',
  summary:
    'Tell nobody else of an update until it is resumed; what else is told of its incident waits as well',
  answer: { status: 200, schema: announcementShape },
  run: async ({ desk, params: { incident_id: reportId = '', announcement_id: id = '' } }) => {
    const { paused_at, state, channels: reached } = await showOne(desk, reportId, id);
    if (state !== 'waiting' && reached.every(({ pending }) => pending === 0)) {
      throw new Refused({
        fault: 'conflict',
        code: 'announcement.over',
        message: 'Nobody is left to be told of this, so that there is nothing to pause.',
      });
    }
    if (paused_at === null) await desk.perform({ type: 'pauseAnnouncement', reportId, announcementId: id });
    return showOne(desk, reportId, id);
  },
});

const resume = operation({
  method: 'POST',
  path: `${path}/{announcement_id}/resume`,
  role: 'editor',
  summary: 'Go on with telling subscribers of an update that was paused',
  answer: { status: 200, schema: announcementShape },
  run: async ({ desk, params: { incident_id: reportId = '', announcement_id: id = '' } }) => {
    const { paused_at } = await showOne(desk, reportId, id);
    if (paused_at !== null) await desk.perform({ type: 'resumeAnnouncement', reportId, announcementId: id });
    return showOne(desk, reportId, id);
  },
});

export const announcementOperations = [list, cancel, pause, resume, retry];
