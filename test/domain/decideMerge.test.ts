import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { State } from '../../server/domain/command.ts';
import { decide } from '../../server/domain/decide.ts';
import { deriveImpacts } from '../../server/domain/deriveImpacts.ts';
import type { Impact } from '../../server/domain/impact.ts';
import type { Incident } from '../../server/domain/incident.ts';
import { withUpdates } from '../../server/domain/reportUpdates.ts';
import { componentStatuses, incidentStatuses, worstStatus } from '../../server/domain/status.ts';

const components = ['c00000000001', 'c00000000002', 'c00000000003'];
const lastMinute = 40;

const update = fc.record({
  minute: fc.nat(lastMinute),
  status: fc.constantFrom(...incidentStatuses),
  affected: fc.option(
    fc.uniqueArray(
      fc.record({
        componentId: fc.constantFrom(...components),
        newStatus: fc.constantFrom(...componentStatuses),
      }),
      { minLength: 1, selector: ({ componentId }) => componentId },
    ),
  ),
});
const history = fc.array(update, { minLength: 1, maxLength: 6 });

/** An incident with these updates, the n-th of them with the id that `prefix` begins. */
function incident(
  id: string,
  prefix: string,
  updates: typeof history extends fc.Arbitrary<infer T> ? T : never,
): Incident {
  return withUpdates(
    {
      kind: 'incident',
      id,
      name: id,
      status: 'investigating',
      createdAt: 0,
      updatedAt: 0,
      startedAt: 0,
      impact: 'none',
      impactOverride: null,
      monitoringAt: null,
      resolvedAt: null,
      metadata: {},
      componentIds: null,
      backfilled: false,
      reminderIntervals: null,
      postmortem: null,
      updates: [],
    },
    updates.map(({ minute, status, affected }, n) => ({
      id: `${prefix}${n}`,
      incidentId: id,
      status,
      text: { source: `${prefix}${n}`, html: '' },
      affected:
        affected?.map(({ componentId, newStatus }) => ({
          componentId,
          name: componentId,
          oldStatus: 'operational',
          newStatus: status === 'resolved' ? 'operational' : newStatus,
        })) ?? null,
      deliverNotifications: true,
      displayAt: minute * 60_000,
      createdAt: n,
      updatedAt: n,
      affectedIsWhole: false,
      editedAt: null,
    })),
  );
}

/** The worst of the impacts at each minute, by component. */
function timeline(impacts: readonly Impact[]): string[] {
  return components.flatMap((componentId) =>
    Array.from({ length: lastMinute + 2 }, (_, minute) => {
      const at = minute * 60_000;
      const covering = impacts.filter(
        (i) => i.componentId === componentId && i.startedAt <= at && (i.endedAt === null || i.endedAt > at),
      );
      return worstStatus(covering.map(({ status }) => status));
    }),
  );
}

function merged(from: Incident, into: Incident): Incident {
  // A merge looks at the two reports alone, and no component stands on the page.
  const state = {
    page: { updatedAt: 0 },
    components: [],
    openImpacts: [],
    reports: [from, into],
    occurrences: [],
    drafts: [],
  } as unknown as State;
  const ids = Array.from({ length: 64 }, (_, n) => `fresh${n}`);
  const decision = decide(
    state,
    { type: 'mergeIncidents', incidentId: from.id, intoId: into.id },
    { now: 99_000_000, ids },
  );
  if ('refusal' in decision) throw new Error(decision.refusal.message);
  const put = decision.changes.flatMap((change) =>
    'put' in change && change.put === 'report' ? [change.report] : [],
  );
  const [report] = put;
  if (report?.kind !== 'incident' || put.length !== 1) throw new Error('not one incident');
  return report;
}

test('merging two incidents changes no status at any instant', () => {
  let both = 0;
  fc.assert(
    fc.property(history, history, fc.boolean(), (left, right, sameIds) => {
      const from = incident('from00000000', 'u', left);
      const into = incident('into00000000', sameIds ? 'u' : 'v', right);
      const before = timeline([...deriveImpacts(from), ...deriveImpacts(into)]);
      const after = merged(from, into);
      expect(timeline(deriveImpacts(after))).toEqual(before);
      expect(after.updates.map(({ text }) => text.source).sort()).toEqual(
        [...from.updates, ...into.updates].map(({ text }) => text.source).sort(),
      );
      expect(new Set(after.updates.map(({ id }) => id)).size).toBe(left.length + right.length);
      const times = after.updates.map(({ displayAt }) => displayAt);
      expect(times).toEqual([...times].sort((a, b) => b - a));
      const isOver = from.resolvedAt !== null && into.resolvedAt !== null;
      expect(after.resolvedAt !== null).toBe(isOver);
      if (isOver) both += 1;
    }),
    { numRuns: 1_000, seed: 20261123 },
  );
  expect(both).toBeGreaterThan(20);
});
