import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { newIds } from '../newIds.ts';
import { newSecret } from '../secret.ts';
import { inventYear } from './demo/inventYear.ts';
import { simulate } from './demo/simulation.ts';
import { offerSetup } from './offerSetup.ts';
import { parseWords } from './parse.ts';
import { runServer } from './runServer.ts';
import { type CliCommand, stopOf, type World } from './world.ts';

const actor = 'demo';

/** `candor demo`: a made-up business with a year of history that lives on, on data that is thrown away. */
export const demo: CliCommand = {
  usage: 'demo',
  summary: 'Serves a made-up business with a year of history, on a throw-away data directory.',
  async run(args, world) {
    parseWords(args, {}, 0);
    const stopped = stopOf(world);
    const dataDir = mkdtempSync(path.join(tmpdir(), 'candor-demo-'));
    try {
      await run(world, dataDir, stopped);
      return 0;
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};

async function run(world: World, dataDir: string, stopped: Promise<void>): Promise<void> {
  const config = { ...readConfig(world.env), dataDir, databaseUrl: null, backupTo: null };
  const log = createLog(config.logLevel, world.stderr);
  const ids = (count: number) => newIds(count, world.randomBytes);
  const opening = await inventYear(world, dataDir);
  let stop = (): void => {};
  const options = {
    config,
    clock: world.clock,
    newIds: ids,
    newSecret: () => newSecret(world.randomBytes),
    log,
  };
  await runServer(stopped, config, options, async (application, url) => {
    const { perform } = application;
    const act = async (command: Parameters<typeof perform>[0]) => {
      const answer = await perform(command, { actor });
      if ('refusal' in answer) throw new Error(answer.refusal.message);
      return answer.subjectId;
    };
    stop = simulate(opening, world.clock, act, (err) => log.error({ err }, 'the simulation stumbled'));
    const link = await offerSetup(application, options.newSecret(), config.publicUrl);
    world.stdout.write(
      `Northwind, a made-up business, is at ${url}\n` +
        `Become its owner, to try the staff's application: ${link}\n` +
        'Something happens there every 40 seconds. Its data is thrown away when you stop it with Ctrl+C.\n',
    );
  }).finally(() => stop());
}
