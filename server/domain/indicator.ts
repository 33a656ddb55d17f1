import type { Component } from './component.ts';
import type { ComponentStatus } from './status.ts';

/** The roll-up of all components, in Statuspage's terms. */
export type Indicator = {
  readonly indicator: 'none' | 'minor' | 'major' | 'critical' | 'maintenance';
  /** `All Systems Operational`, `Partial System Outage`, … */
  readonly description: string;
};

/**
 * What the page says about everything at once, by Statuspage's table, of which the first line that fits counts.
 * Groups and open incidents have no part in it, and neither have retired components.
 */
export function indicatorOf(
  components: readonly (Pick<Component, 'retiredAt'> & { readonly status: ComponentStatus })[],
): Indicator {
  const statuses = components.filter(({ retiredAt }) => retiredAt === null).map(({ status }) => status);
  const any = (status: ComponentStatus) => statuses.includes(status);
  const all = (status: ComponentStatus) => any(status) && statuses.every((one) => one === status);

  if (all('major_outage')) return { indicator: 'critical', description: 'Major System Outage' };
  if (any('major_outage')) return { indicator: 'major', description: 'Partial System Outage' };
  if (all('partial_outage')) return { indicator: 'major', description: 'Partial System Outage' };
  if (any('partial_outage')) return { indicator: 'minor', description: 'Minor Service Outage' };
  if (any('degraded_performance')) return { indicator: 'minor', description: 'Partially Degraded Service' };
  if (any('under_maintenance')) return { indicator: 'maintenance', description: 'Service Under Maintenance' };
  return { indicator: 'none', description: 'All Systems Operational' };
}
