import { checkSeries } from '../domain/health.ts';
import type { Store } from '../store/store.ts';
import { StoreUnavailable } from '../store/unavailable.ts';
import { openExistingStore } from './openConfiguredStore.ts';
import { parseWords } from './parse.ts';
import type { CliCommand } from './world.ts';

/** `candor check`: looks at all that is kept and says what is wrong with it. */
export const check: CliCommand = {
  usage: 'check [--json]',
  summary: 'Checks the integrity of the live database: its file, its references, its audit log, its impacts.',
  async run(args, world) {
    const { values } = parseWords(args, { json: { type: 'boolean' } }, 0);
    const store = await openExistingStore(world);
    try {
      const problems = await store.check();
      const revision = await store.revision();
      await noteCheck(store, world.clock.now(), problems.length);
      if (values.json) {
        world.stdout.write(`${JSON.stringify({ ok: problems.length === 0, revision, problems })}\n`);
      } else if (problems.length === 0) {
        world.stdout.write(`Everything is in order at revision ${revision}.\n`);
      } else {
        world.stderr.write(`${problems.length} problems at revision ${revision}:\n`);
        for (const problem of problems) world.stderr.write(`  ${problem}\n`);
      }
      return problems.length === 0 ? 0 : 1;
    } finally {
      await store.close();
    }
  },
};

/** Staff see on their first page when the last check was, and what it found. A damaged file may not take it. */
async function noteCheck(store: Store, at: number, problems: number): Promise<void> {
  try {
    await store.record([{ series: checkSeries, at, value: problems }]);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
  }
}
