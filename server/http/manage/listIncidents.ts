import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import type { Report } from '../../domain/incident.ts';
import { toldStatus, toldUpdates } from '../../domain/toldReport.ts';
import type { Desk, DeskReads } from './desk.ts';
import { count } from './fields.ts';
import { incidentShape, toIncident } from './incidentShape.ts';
import { operation } from './operation.ts';
import { pagedQuery, pageOf } from './paging.ts';
import { readSurroundings } from './shapes.ts';

const perPage = 100;

async function showAll(reads: DeskReads, desk: Desk, reports: readonly Report[]) {
  const around = await readSurroundings(reads, desk);
  return reports.map((report) => toIncident(report, around));
}

const listQuery = z.object({
  q: z.string().max(200).optional(),
  kind: z.enum(['incident', 'maintenance']).optional(),
  limit: count(perPage, perPage),
  page: count(100_000, 1),
});

const list = operation({
  method: 'GET',
  path: '/pages/{page_id}/incidents',
  role: 'viewer',
  searches: true,
  summary:
    'Incidents and maintenances, the latest created first; `q` searches names, statuses and texts, `kind` takes only one kind',
  query: listQuery,
  answer: { status: 200, schema: z.array(incidentShape) },
  run: async ({ desk, query }) => {
    const skip = (query.page - 1) * query.limit;
    const found =
      query.q || query.kind
        ? await search(desk, query, skip)
        : await desk.read((reads) => reads.newestReports(query.limit, skip));
    return desk.read((reads) => showAll(reads, desk, found));
  },
});

const searchStep = 100;

/**
 * Looks through all reports, newest first, until the wanted page of matches is full; in small steps, between which
 * everybody else has a turn.
 */
async function search(
  desk: Desk,
  { q = '', kind, limit }: z.output<typeof listQuery>,
  skip: number,
): Promise<Report[]> {
  const wanted = q.toLowerCase();
  const matches = (report: Report): boolean =>
    (kind === undefined || report.kind === kind) &&
    [report.name, toldStatus(report), ...toldUpdates(report).map((update) => update.text.source)].some(
      (text) => text.toLowerCase().includes(wanted),
    );
  const found: Report[] = [];
  for (let offset = 0; found.length < skip + limit; offset += searchStep) {
    const some = await desk.read((reads) => reads.newestReports(searchStep, offset));
    found.push(...some.filter(matches));
    if (some.length < searchStep) break;
    await setImmediate();
  }
  return found.slice(skip, skip + limit);
}

const openLists: readonly { path: string; summary: string; belongs: (report: Report) => boolean }[] = [
  {
    path: '/pages/{page_id}/incidents/unresolved',
    summary: 'Incidents that are not resolved',
    belongs: (report) => report.kind === 'incident',
  },
  {
    path: '/pages/{page_id}/incidents/scheduled',
    summary: 'Maintenances that are scheduled, in progress or verifying',
    belongs: (report) => report.kind === 'maintenance',
  },
  {
    path: '/pages/{page_id}/incidents/upcoming',
    summary: 'Maintenances that have not begun',
    belongs: (report) => report.status === 'scheduled',
  },
  {
    path: '/pages/{page_id}/incidents/active_maintenance',
    summary: 'Maintenances in progress or verifying',
    belongs: (report) => report.kind === 'maintenance' && report.status !== 'scheduled',
  },
];

const lists = openLists.map(({ path, summary, belongs }) =>
  operation({
    method: 'GET',
    path,
    role: 'viewer',
    summary,
    query: pagedQuery,
    answer: { status: 200, schema: z.array(incidentShape) },
    run: ({ desk, query }) =>
      desk.read(async (reads) => {
        const open = (await reads.openReports()).filter(belongs);
        return showAll(reads, desk, pageOf(open, query));
      }),
  }),
);

export const incidentLists = [list, ...lists];
