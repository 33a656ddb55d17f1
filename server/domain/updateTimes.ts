import type { Change, State } from './command.ts';
import type { Id } from './id.ts';
import type { Impact, ImpactSource } from './impact.ts';
import { type ComponentStatus, worstStatus } from './status.ts';

/**
 * The changes, and with them the times that tell readers of the public what is new: a component whose status changes
 * was updated, and with whatever the public can see the page was. An import keeps its source's times instead.
 */
export function withUpdateTimes(state: State, changes: readonly Change[], now: number): Change[] {
  if (!changes.some((change) => isPublic(state, change))) return [...changes];
  const before = statuses(state.openImpacts);
  const after = statuses(openImpactsAfter(state.openImpacts, changes));
  const put = new Set(
    changes.map((change) => 'put' in change && change.put === 'component' && change.component.id),
  );
  // The clock may begin a maintenance late, and its report tells when it should have been.
  const reported = changes.flatMap((change) =>
    'put' in change && change.put === 'report' ? [change.report.updatedAt] : [],
  );
  const changedAt = reported.length > 0 ? Math.max(...reported) : now;
  // One that left the page keeps its time: an import can still describe it.
  const touched = state.components.filter(
    ({ id, retiredAt }) => retiredAt === null && !put.has(id) && before.get(id) !== after.get(id),
  );
  return [
    ...changes,
    ...touched.map(
      (component): Change => ({
        put: 'component',
        component: { ...component, updatedAt: Math.max(component.updatedAt, changedAt) },
      }),
    ),
    ...(changes.some((change) => 'put' in change && change.put === 'page')
      ? []
      : [{ put: 'page', page: { ...state.page, updatedAt: now } } as const]),
  ];
}

const publicRecords: readonly string[] = ['page', 'group', 'component', 'report', 'impacts', 'impact'];

/** A known report that keeps its time was changed only in what is for staff, such as the draft of a postmortem. */
function isPublic({ reports }: State, change: Change): boolean {
  if ('put' in change && change.put === 'report') {
    const before = reports.find(({ id }) => id === change.report.id);
    return before?.updatedAt !== change.report.updatedAt;
  }
  const record: string = 'put' in change ? change.put : change.remove;
  return publicRecords.includes(record);
}

function openImpactsAfter(open: readonly Impact[], changes: readonly Change[]): Impact[] {
  let impacts = [...open];
  for (const change of changes) {
    if ('remove' in change) continue;
    if (change.put === 'impacts') {
      impacts = [...impacts.filter(({ source }) => !same(source, change.source)), ...change.impacts];
    } else if (change.put === 'impact') {
      impacts = [...impacts.filter((impact) => !sameClaim(impact, change.impact)), change.impact];
    }
  }
  return impacts.filter((impact) => impact.endedAt === null);
}

/** The worst of what is claimed, without those components of which nothing is. */
function statuses(impacts: readonly Impact[]): ReadonlyMap<Id, ComponentStatus> {
  const worst = new Map<Id, ComponentStatus>();
  for (const { componentId, status } of impacts) {
    worst.set(componentId, worstStatus([status, worst.get(componentId) ?? status]));
  }
  return worst;
}

function same(a: ImpactSource, b: ImpactSource): boolean {
  return a.kind === b.kind && a.id === b.id;
}

function sameClaim(a: Impact, b: Impact): boolean {
  return same(a.source, b.source) && a.componentId === b.componentId && a.startedAt === b.startedAt;
}
