import type { Application } from '../application.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { newIds } from '../newIds.ts';
import { newSecret } from '../secret.ts';
import { StoreUnavailable } from '../store/unavailable.ts';
import { offerSetup } from './offerSetup.ts';
import { parseWords } from './parse.ts';
import { runServer } from './runServer.ts';
import { type CliCommand, stopOf, type World } from './world.ts';

/** `candor serve`: runs the server until it is asked to stop. */
export const serve: CliCommand = {
  usage: 'serve',
  summary: 'Runs the server. Prints its address, and on an empty database what to do next.',
  async run(args, world) {
    parseWords(args, {}, 0);
    const stopped = stopOf(world);
    const config = readConfig(world.env);
    const options = {
      config,
      clock: world.clock,
      newIds: (count: number) => newIds(count, world.randomBytes),
      newSecret: () => newSecret(world.randomBytes),
      log: createLog(config.logLevel, world.stderr),
    };
    await runServer(stopped, config, options, async (application, url) => {
      world.stdout.write(`Candor serves the status page at ${url}\n`);
      try {
        await welcome(application, options.newSecret(), config.publicUrl, world);
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        world.stdout.write(
          `${error.message} ${error.hint}\n` +
            'Until then the page that was published last is served, and nothing can be changed.\n',
        );
      }
    });
    return 0;
  },
};

/** Says what to do next, as long as nothing is there. */
async function welcome(
  application: Application,
  secret: string,
  publicUrl: string,
  world: World,
): Promise<void> {
  const link = await offerSetup(application, secret, publicUrl);
  if (link !== null) {
    world.stdout.write(
      `There is no owner yet. Make the first one, within 24 hours and once, by this link:\n  ${link}\n`,
    );
  }
  const components = await application.store.read((reads) => reads.components());
  if (components.length === 0) {
    world.stdout.write(
      'The page is empty. Fill it from an existing Statuspage:\n' +
        '  npm run candor -- import statuspage summary.json incidents.json\n' +
        'or look at a made-up business first: npm run demo\n',
    );
  }
}
