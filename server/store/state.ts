import type { Needs, State } from '../domain/command.ts';
import { readComponents, readGroups } from './components.ts';
import type { Database } from './database.ts';
import { readImpacts, readManualImpacts, readOpenImpacts } from './impacts.ts';
import { readPage } from './page.ts';
import { readDeletedAmong, readDueMaintenances, readReportsById } from './reports.ts';
import { steady } from './steady.ts';
import { readTokens } from './tokens.ts';

/** What a command can see, all of one revision, and the hash that the next audit entry continues. */
export async function readState(
  database: Database,
  needs: Needs,
  now: number,
): Promise<{ readonly state: State; readonly auditHead: string }> {
  const { value } = await steady(database, async () => {
    const { page, revision, auditHead } = await readPage(database);
    const state: State = {
      revision,
      page,
      groups: await readGroups(database),
      components: await readComponents(database),
      openImpacts: await readOpenImpacts(database),
      reports: [
        ...(await readReportsById(database, needs.reportIds)),
        ...(needs.dueMaintenances ? await readDueMaintenances(database, now) : []),
      ],
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
    };
    return { state, auditHead };
  });
  return value;
}
