import path from 'node:path';
import { openPublicSite } from '../application.ts';
import { readConfig } from '../config.ts';
import { copySite, type SiteCopied } from '../publish/siteCopy.ts';
import { NotASiteDirectory, SiteDirectory } from '../publish/siteDirectory.ts';
import { newSecret } from '../secret.ts';
import { openExistingStore } from './openConfiguredStore.ts';
import { Progress } from './progress.ts';
import { CommandFailed, UsageError, type World } from './world.ts';

/** `candor export site DIR`: the public pages as plain files. `given` is what follows `site`. */
export async function exportSite(given: string | undefined, json: boolean, world: World): Promise<void> {
  if (given === undefined) throw new UsageError('Name the directory to write.');
  const directory = path.resolve(given);
  const copied = await copyTo(directory, world);
  world.stdout.write(
    json ? `${JSON.stringify({ ok: true, directory, ...copied })}\n` : `${describe(directory, copied)}\n`,
  );
}

async function copyTo(directory: string, world: World): Promise<SiteCopied> {
  const store = await openExistingStore(world);
  const bar = new Progress(world.stderr, 'Exporting');
  try {
    const destination = await SiteDirectory.open(directory);
    const { site, read, close } = await openPublicSite(store, {
      config: readConfig(world.env),
      clock: world.clock,
      newSecret: () => newSecret(world.randomBytes),
    });
    try {
      return await copySite({
        site,
        read,
        destination,
        onProgress: (done, known) => bar.show(done, known),
      });
    } finally {
      await close();
    }
  } catch (error) {
    throw error instanceof NotASiteDirectory ? new CommandFailed(error.message) : error;
  } finally {
    bar.end();
    await store.close();
  }
}

function describe(directory: string, { files, written, removed }: SiteCopied): string {
  return `${directory} holds the public pages as ${files} files: ${written} written, ${removed} removed.`;
}
