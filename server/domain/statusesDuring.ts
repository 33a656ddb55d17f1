import type { StatusChanges } from './command.ts';
import type { Maintenance } from './incident.ts';

/** What a maintenance sets on its components when it begins. */
export function statusesDuring({
  componentIds,
  statusDuring,
}: Pick<Maintenance, 'componentIds' | 'statusDuring'>): StatusChanges {
  if (statusDuring === null) return {};
  return Object.fromEntries(componentIds.map((id) => [id, statusDuring]));
}
