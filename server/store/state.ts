import type { Needs, State } from '../domain/command.ts';
import { draftedFor } from '../domain/draft.ts';
import { firstDateOfInterest } from '../domain/maintenanceSeries.ts';
import { readComponents, readGroups } from './components.ts';
import type { Database } from './database.ts';
import { readDrafts, readDraftsById, readDueDraft } from './drafts.ts';
import { readImpacts, readManualImpacts, readOpenImpacts } from './impacts.ts';
import { readDueSeries, readOccurrences, readOccurrencesOf, readSeriesById } from './maintenanceSeries.ts';
import { readLinks, readMembers, readSessions } from './members.ts';
import { readMerged } from './mergedIncidents.ts';
import { readPage } from './page.ts';
import { readDeletedAmong, readDueMaintenances, readReportsById } from './reports.ts';
import { steady } from './steady.ts';
import { readSubscribersById } from './subscribers.ts';
import { readTemplates } from './templates.ts';
import { readTokens } from './tokens.ts';

/** What a command can see, all of one revision, and the hash that the next audit entry continues. */
export async function readState(
  database: Database,
  needs: Needs,
  now: number,
): Promise<{ readonly state: State; readonly auditHead: string }> {
  const { value } = await steady(database, async () => {
    const { page, revision, auditHead } = await readPage(database);
    const namedDrafts = [
      ...(await readDraftsById(database, needs.draftIds)),
      ...(needs.dueDraft ? await readDueDraft(database, now) : []),
    ];
    const series = [
      ...(await readSeriesById(database, needs.seriesIds)),
      ...(needs.dueSeries ? await readDueSeries(database, now) : []),
    ];
    const ofSeries = await readOccurrences(
      database,
      series.map(({ id }) => id),
      firstDateOfInterest(now),
    );
    const reportIds = [...needs.reportIds, ...namedDrafts.flatMap((draft) => draftedFor(draft) ?? [])];
    const state: State = {
      revision,
      page,
      groups: await readGroups(database),
      components: await readComponents(database),
      openImpacts: await readOpenImpacts(database),
      reports: [
        ...(await readReportsById(database, [
          ...reportIds,
          ...ofSeries.flatMap(({ reportId }) => reportId ?? []),
        ])),
        ...(needs.dueMaintenances ? await readDueMaintenances(database, now) : []),
      ],
      drafts: needs.allDrafts ? await readDrafts(database) : namedDrafts,
      series,
      occurrences: [...ofSeries, ...(await readOccurrencesOf(database, reportIds))],
      merged: await readMerged(database, reportIds),
      subscribers: await readSubscribersById(database, needs.subscriberIds),
      templates: needs.templates ? await readTemplates(database) : [],
      pastImpacts:
        needs.impactsAt === null
          ? []
          : [
              ...(await readImpacts(database, needs.impactsAt, needs.impactsAt + 1)).filter(
                (impact) => impact.source.kind !== 'manual',
              ),
              ...(await readManualImpacts(database)),
            ],
      deletedIds: await readDeletedAmong(database, needs.deletedAmong),
      tokens: needs.tokens ? await readTokens(database) : [],
      members: needs.access ? await readMembers(database) : [],
      links: needs.access ? await readLinks(database) : [],
      sessions: needs.access ? await readSessions(database) : [],
    };
    return { state, auditHead };
  });
  return value;
}
