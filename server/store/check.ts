import { auditProblems, readLastAudited } from './audit.ts';
import type { Database } from './database.ts';
import { readPage, readRevision } from './page.ts';

/** What is wrong with what is remembered, in words; nothing when all is well. May run beside writers. */
export async function checkDatabase(database: Database): Promise<string[]> {
  const problems = [...(await database.integrity())];
  problems.push(...(await auditProblems(database, await readPage(database))));
  const last = await readLastAudited(database);
  const revision = await readRevision(database);
  if (last > revision) problems.push(`audit entry ${last} is beyond the page's revision ${revision}`);
  return problems;
}
