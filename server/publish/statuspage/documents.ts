import type { PublicReport, Snapshot } from '../snapshot.ts';
import { componentEntries, namedComponents } from './component.ts';
import { incidentEntry } from './incident.ts';
import { pageEntry, statusEntry } from './page.ts';

/** The documents of Statuspage's public API v2 that are made from the snapshot alone, by their paths. */
export const documents: Readonly<Record<string, (snapshot: Snapshot) => object>> = {
  '/api/v2/summary.json': (snapshot) => ({
    page: pageEntry(snapshot.page),
    components: componentEntries(snapshot),
    incidents: entries(unresolved(snapshot), snapshot),
    scheduled_maintenances: entries([...upcoming(snapshot), ...active(snapshot)], snapshot),
    status: statusEntry(snapshot),
  }),
  '/api/v2/status.json': (snapshot) => ({
    page: pageEntry(snapshot.page),
    status: statusEntry(snapshot),
  }),
  '/api/v2/components.json': (snapshot) => ({
    page: pageEntry(snapshot.page),
    components: componentEntries(snapshot),
  }),
  '/api/v2/incidents.json': (snapshot) => incidents(snapshot.latestIncidents, snapshot),
  '/api/v2/incidents/unresolved.json': (snapshot) => incidents(unresolved(snapshot), snapshot),
  '/api/v2/scheduled-maintenances.json': (snapshot) => maintenances(snapshot.latestMaintenances, snapshot),
  '/api/v2/scheduled-maintenances/upcoming.json': (snapshot) => maintenances(upcoming(snapshot), snapshot),
  '/api/v2/scheduled-maintenances/active.json': (snapshot) => maintenances(active(snapshot), snapshot),
};

function incidents(reports: readonly PublicReport[], snapshot: Snapshot) {
  return { page: pageEntry(snapshot.page), incidents: entries(reports, snapshot) };
}

function maintenances(reports: readonly PublicReport[], snapshot: Snapshot) {
  return { page: pageEntry(snapshot.page), scheduled_maintenances: entries(reports, snapshot) };
}

function entries(reports: readonly PublicReport[], snapshot: Snapshot) {
  const named = namedComponents(snapshot);
  return reports.map((report) => incidentEntry(report, snapshot.page, named));
}

function unresolved({ openIncidents }: Snapshot): PublicReport[] {
  return [...openIncidents].sort(byUpdate);
}

function active({ activeMaintenances }: Snapshot): PublicReport[] {
  return [...activeMaintenances].sort(byUpdate);
}

function upcoming({ upcomingMaintenances }: Snapshot): PublicReport[] {
  return [...upcomingMaintenances].sort(
    (a, b) => (a.scheduledFor ?? 0) - (b.scheduledFor ?? 0) || byUpdate(a, b),
  );
}

/** The latest updated first, and of those updated at once the latest created. */
function byUpdate(a: PublicReport, b: PublicReport): number {
  return b.updatedAt - a.updatedAt || b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1);
}
