import type { Id } from '../../server/domain/id.ts';
import type { Cluster } from './cluster.ts';

const beginsInMs = 3_000;
const lastsMs = 3_000;

/** Plans a maintenance that begins and ends by itself in a few seconds. Asks until it is planned, with one key. */
export async function scheduleMaintenance(cluster: Cluster, name: string): Promise<Id> {
  const { clock, origin, pageId, keys } = cluster;
  const beginsAt = clock.now() + beginsInMs;
  const body = JSON.stringify({
    incident: {
      name: `Maintenance: ${name}`,
      status: 'scheduled',
      body: 'We replace a switch.',
      scheduled_for: new Date(beginsAt).toISOString(),
      scheduled_until: new Date(beginsAt + lastsMs).toISOString(),
      scheduled_auto_in_progress: true,
      scheduled_auto_completed: true,
      deliver_notifications: false,
      auto_transition_deliver_notifications_at_start: false,
      auto_transition_deliver_notifications_at_end: false,
    },
  });
  const response = await fetch(`${origin}/v1/pages/${pageId}/incidents`, {
    method: 'POST',
    body,
    headers: { authorization: `Bearer ${keys.at(-1)}`, 'content-type': 'application/json' },
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`the maintenance was answered with ${response.status}: ${text}`);
  return JSON.parse(text).id;
}

/** Which of these did not begin and end once each, in words. */
export function findUntimely(cluster: Cluster, maintenances: readonly Id[]): Promise<string[]> {
  return cluster.withStore((store) =>
    store.read(async (reads) => {
      const wrong: string[] = [];
      for (const id of maintenances) {
        const statuses = (await reads.report(id))?.updates.map(({ status }) => status) ?? [];
        for (const status of ['in_progress', 'completed'] as const) {
          const times = statuses.filter((one) => one === status).length;
          if (times !== 1) wrong.push(`maintenance ${id} was ${status} ${times} times`);
        }
      }
      return wrong;
    }),
  );
}
