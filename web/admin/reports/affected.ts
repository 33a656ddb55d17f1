import type { ComponentStatus } from '../../../server/domain/status.ts';
import type { Incident, IncidentUpdate } from '../api/shapes.ts';

/** What an update lists of one component; `code` is its id. */
export type Affected = {
  readonly code: string;
  readonly name: string;
  readonly old_status: ComponentStatus;
  readonly new_status: ComponentStatus;
};

export type Statuses = Readonly<Record<string, ComponentStatus>>;

/** The components that an update lists, also those that it leaves as they were. */
function affectedOf(update: IncidentUpdate | undefined): readonly Affected[] {
  return (update?.affected_components ?? []).filter((one): one is Affected => 'code' in one);
}

/** The components of which an update itself says something. The plan of a maintenance only names them. */
export function changedBy(update: IncidentUpdate, { incident_updates: all }: Incident): readonly Affected[] {
  const before = affectedOf(all[all.indexOf(update) + 1]).map(({ code }) => code);
  return affectedOf(update).filter(
    ({ code, old_status: from, new_status: to }) =>
      from !== to || (!before.includes(code) && update.status !== 'scheduled'),
  );
}

/** How an incident says that its components are now. */
export function saidNow({ incident_updates: all }: Incident): readonly Affected[] {
  return affectedOf(all.find((update) => affectedOf(update).length > 0));
}
