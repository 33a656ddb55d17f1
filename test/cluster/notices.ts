import type { Id } from '../../server/domain/id.ts';
import { renderMarkdown } from '../../server/text/markdown.ts';
import type { Cluster, Told } from './cluster.ts';

/** Posted so long ago that staff cannot take it back any more: it is told at once. */
const postedAgoMs = 60_000;

/** Opens an incident of which those are told who follow the component. */
export async function postNotice(cluster: Cluster, name: string, componentId: Id): Promise<void> {
  await cluster.withStore(
    (store) =>
      store.perform(
        {
          type: 'openIncident',
          name: titleOf(name),
          status: 'investigating',
          text: renderMarkdown('We look.'),
          statuses: { [componentId]: 'degraded_performance' },
        },
        { actor: 'drill' },
      ),
    () => cluster.clock.now() - postedAgoMs,
  );
}

export function wasTold({ subject }: Told, name: string): boolean {
  return subject.includes(titleOf(name));
}

/** Nothing is waiting any more: everybody was told, or given up. */
export function isSettled(cluster: Cluster): Promise<boolean> {
  return cluster.withStore(async ({ subscriptions }) => {
    const now = cluster.clock.now();
    return (
      (await subscriptions.waiting(now)) === null &&
      (await subscriptions.nextDeliveryAt('email', now)) === null
    );
  });
}

function titleOf(name: string): string {
  return `Notice: ${name}`;
}
