import { openConfiguredStore } from './openConfiguredStore.ts';
import { parseWords } from './parse.ts';
import type { CliCommand } from './world.ts';

/** `candor check`: looks at all that is kept and says what is wrong with it. */
export const check: CliCommand = {
  usage: 'check [--json]',
  summary: 'Checks the integrity of the live database: its file, its references, its audit log, its impacts.',
  async run(args, world) {
    const { values } = parseWords(args, { json: { type: 'boolean' } });
    const store = await openConfiguredStore(world);
    try {
      const problems = await store.check();
      const revision = await store.revision();
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
