/** The statuses of a component, from best to worst. The order is the severity. */
export const componentStatuses = [
  'operational',
  'under_maintenance',
  'degraded_performance',
  'partial_outage',
  'major_outage',
] as const;
export type ComponentStatus = (typeof componentStatuses)[number];

/** The statuses of an incident, in the order in which they usually follow each other. */
export const incidentStatuses = ['investigating', 'identified', 'monitoring', 'resolved'] as const;
export type IncidentStatus = (typeof incidentStatuses)[number];

/** The statuses of a scheduled maintenance, in the order in which they follow each other. */
export const maintenanceStatuses = ['scheduled', 'in_progress', 'verifying', 'completed'] as const;
export type MaintenanceStatus = (typeof maintenanceStatuses)[number];

/** What an incident means for customers; `maintenance` is what a maintenance has instead. */
export const impactLevels = ['none', 'maintenance', 'minor', 'major', 'critical'] as const;
export type ImpactLevel = (typeof impactLevels)[number];

export function severity(status: ComponentStatus): number {
  return componentStatuses.indexOf(status);
}

/** The worst of some statuses; `operational` when there are none. */
export function worstStatus(statuses: Iterable<ComponentStatus>): ComponentStatus {
  let worst: ComponentStatus = 'operational';
  for (const status of statuses) if (severity(status) > severity(worst)) worst = status;
  return worst;
}

const levelOfStatus: Record<ComponentStatus, ImpactLevel> = {
  operational: 'none',
  under_maintenance: 'maintenance',
  degraded_performance: 'minor',
  partial_outage: 'major',
  major_outage: 'critical',
};

/** The impact that Statuspage calculates from the worst status of the affected components. */
export function impactLevel(worst: ComponentStatus): ImpactLevel {
  return levelOfStatus[worst];
}
