import { deriveImpacts } from '../domain/deriveImpacts.ts';
import type { Id } from '../domain/id.ts';
import type { Impact } from '../domain/impact.ts';
import type { Report } from '../domain/incident.ts';
import { auditProblems, readLastAudited } from './audit.ts';
import type { Database } from './database.ts';
import { readImpactsOf } from './impacts.ts';
import { readPage, readRevision } from './page.ts';
import { readReportsAfter } from './reports.ts';
import { steady } from './steady.ts';

/** What is wrong with what is remembered, in words; nothing when all is well. May run beside writers. */
export async function checkDatabase(database: Database): Promise<string[]> {
  const problems = [...(await database.integrity())];
  problems.push(...(await auditProblems(database, await readPage(database))));
  const last = await readLastAudited(database);
  const revision = await readRevision(database);
  if (last > revision) problems.push(`audit entry ${last} is beyond the page's revision ${revision}`);
  problems.push(...(await impactProblems(database)));
  return problems;
}

const reportsPerRead = 200;

/** Impacts are kept beside the updates that they follow from: whether they still do. */
async function impactProblems(database: Database): Promise<string[]> {
  const problems: string[] = [];
  let after: Id = '';
  for (;;) {
    const { value } = await steady(database, async () => {
      const reports = await readReportsAfter(database, after, reportsPerRead);
      const ids = (kind: Report['kind']) => reports.filter((r) => r.kind === kind).map((r) => r.id);
      return {
        reports,
        impacts: [
          ...(await readImpactsOf(database, 'incident', ids('incident'))),
          ...(await readImpactsOf(database, 'maintenance', ids('maintenance'))),
        ],
      };
    });
    for (const report of value.reports) {
      const kept = value.impacts.filter((impact) => impact.source.id === report.id);
      if (canonical(kept) !== canonical(deriveImpacts(report))) {
        problems.push(`the impacts of ${report.kind} ${report.id} do not follow from its updates`);
      }
    }
    const last = value.reports.at(-1);
    if (!last) return problems;
    after = last.id;
  }
}

function canonical(impacts: readonly Impact[]): string {
  const lines = impacts.map((i) => `${i.startedAt} ${i.endedAt} ${i.componentId} ${i.status}`);
  return lines.sort().join('\n');
}
