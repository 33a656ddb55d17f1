import type { Id } from '../../domain/id.ts';
import type { AffectedComponent, IncidentUpdate, Report } from '../../domain/incident.ts';

/** What Statuspage wrote where an empty list would be. */
const noComponents = [{ name: 'No components were affected by this update.' }];

export type AffectedList = ReturnType<typeof affectedEntry>[] | typeof noComponents | null;

/** What of a report, as it is kept or as the public sees it, tells what its updates list. */
type Updated = {
  readonly kind: Report['kind'];
  /** Newest first. */
  readonly updates: readonly Pick<IncidentUpdate, 'id' | 'affected' | 'affectedIsWhole'>[];
  /** The components concerned. */
  readonly components: readonly { readonly id: Id }[];
};

/**
 * What each update lists, by its id. On a Statuspage an update lists every component affected so far, also those that
 * it leaves as they were; here it is kept what its author changed, and completed by what earlier updates listed; an
 * update of a maintenance that changes nothing lists the components concerned. A recorded list stays as it is, and
 * an empty one is the sentence that Statuspage recorded in its place.
 *
 * `nameOf` tells what a component is called that no update named before.
 */
export function affectedLists(report: Updated, nameOf: (id: Id) => string): ReadonlyMap<Id, AffectedList> {
  const listed = new Map<Id, AffectedComponent>();
  const lists = new Map<Id, AffectedList>();
  for (const { id, affected, affectedIsWhole } of [...report.updates].reverse()) {
    if (affected === null) {
      lists.set(id, null);
      continue;
    }
    if (affected.length === 0 && !affectedIsWhole && report.kind === 'maintenance') {
      for (const component of report.components) {
        if (!listed.has(component.id)) listed.set(component.id, undisturbed(component.id, nameOf));
      }
    }
    for (const before of listed.values()) {
      listed.set(before.componentId, { ...before, oldStatus: before.newStatus });
    }
    for (const one of affected) listed.set(one.componentId, one);
    const all = affectedIsWhole ? affected : [...listed.values()];
    lists.set(id, all.length === 0 ? noComponents : all.map(affectedEntry));
  }
  return lists;
}

function undisturbed(componentId: Id, nameOf: (id: Id) => string): AffectedComponent {
  return { componentId, name: nameOf(componentId), oldStatus: 'operational', newStatus: 'operational' };
}

function affectedEntry({ componentId, name, oldStatus, newStatus }: AffectedComponent) {
  return { code: componentId, name, old_status: oldStatus, new_status: newStatus };
}
