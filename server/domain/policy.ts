import type { ComponentStatus } from './status.ts';

/** The statuses that can cost availability. Operational never does, maintenance has a rule of its own. */
export type WeightedStatus = Exclude<ComponentStatus, 'operational' | 'under_maintenance'>;

/** How much each status counts as downtime, in whole thousandths, so that sums of milliseconds stay exact. */
export type Weights = Readonly<Record<WeightedStatus, number>>;

/** The rule by which a page calculates its availability. Shown beside every number made with it. */
export type AvailabilityPolicy = {
  readonly weights: Weights;
  /** Maintenance is left out of the denominator, counted as up, or counted as down. */
  readonly maintenance: 'exclude' | 'up' | 'down';
  /** Whether an outage that was declared during a maintenance counts. */
  readonly outageDuringMaintenance: 'outage_wins' | 'maintenance_wins';
};

export const statuspageWeights: Weights = {
  degraded_performance: 0,
  partial_outage: 300,
  major_outage: 1000,
};

/** What Statuspage does, and what a new page starts with. */
export const defaultPolicy: AvailabilityPolicy = {
  weights: statuspageWeights,
  maintenance: 'up',
  outageDuringMaintenance: 'outage_wins',
};
