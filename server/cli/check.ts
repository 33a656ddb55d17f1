import { openExistingStore } from './openConfiguredStore.ts';
import { parseWords } from './parse.ts';
import { type CliCommand, UsageError } from './world.ts';

/** `candor check`: looks at all that is kept and says what is wrong with it. */
export const check: CliCommand = {
  usage: 'check [--json]',
  summary: 'Checks the integrity of the live database: its file, its references, its audit log, its impacts.',
  async run(args, world) {
    const { values, positionals } = parseWords(args, { json: { type: 'boolean' } });
    if (positionals.length > 0) throw new UsageError(`"${positionals.join(' ')}" is too much.`);
    const store = await openExistingStore(world);
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
