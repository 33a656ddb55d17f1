import type { Id } from '../../domain/id.ts';
import type { Artifact } from '../artifact.ts';
import { publicReport } from '../publicReport.ts';
import type { Site } from '../site.ts';
import type { PublicReport, Snapshot } from '../snapshot.ts';
import { makeAnswer } from './answer.ts';
import { namedComponents } from './component.ts';
import { incidentEntry } from './incident.ts';
import { pageEntry } from './page.ts';

/** `wrapped`: `{page, incident}` as in the API v2; `bare`: the incident alone, as older clients read it. */
export type IncidentShape = 'wrapped' | 'bare';

/** One incident or maintenance: from the snapshot, or the store when it is an old one. Null: there is none. */
export async function oneIncident(site: Site, id: Id, shape: IncidentShape): Promise<Artifact | null> {
  const key = `incident ${shape} ${id}`;
  const recent = site.derived(key, (snapshot) => {
    const report = inSnapshot(snapshot, id);
    return report && makeAnswer(document(report, snapshot, shape));
  });
  if (recent) return recent;
  return site.archived(key, async ({ reads }) => {
    const report = await reads.report(id);
    if (!report) return null;
    const shown = publicReport(report, await reads.components());
    return makeAnswer(document(shown, site.current.snapshot, shape));
  });
}

function inSnapshot(snapshot: Snapshot, id: Id): PublicReport | null {
  const lists = [
    snapshot.openIncidents,
    snapshot.activeMaintenances,
    snapshot.upcomingMaintenances,
    snapshot.latestIncidents,
    snapshot.latestMaintenances,
    snapshot.recentReports,
  ];
  return lists.flat().find((report) => report.id === id) ?? null;
}

function document(report: PublicReport, snapshot: Snapshot, shape: IncidentShape): object {
  const incident = incidentEntry(report, snapshot.page, namedComponents(snapshot));
  return shape === 'bare' ? incident : { page: pageEntry(snapshot.page), incident };
}
