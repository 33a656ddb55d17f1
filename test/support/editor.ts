import { randomBytes } from 'node:crypto';
import { newIds } from '../../server/newIds.ts';
import { openStore } from '../../server/store/store.ts';

/**
 * An editor who never stops, in a process of its own to be killed: opens an incident in the database at this path, posts
 * an update, and says so only when it was acknowledged.
 */

const store = await openStore(
  { file: process.argv[2] ?? '' },
  { clock: Date.now, newIds: (count) => newIds(count, randomBytes) },
);
const text = { source: 'Words.', html: '<p>Words.</p>' };
const by = { actor: 'editor' };
for (;;) {
  const opened = await store.perform(
    { type: 'openIncident', name: 'Trouble', status: 'investigating', text, statuses: {} },
    by,
  );
  if (!('subjectId' in opened)) throw new Error(opened.refusal.message);
  const incidentId = opened.subjectId ?? '';
  process.stdout.write(`${incidentId} 1\n`);
  await store.perform({ type: 'postUpdate', incidentId, status: 'resolved', text, statuses: {} }, by);
  process.stdout.write(`${incidentId} 2\n`);
}
