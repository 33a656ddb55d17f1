import { openPublicSite } from '../application.ts';
import { type Bucket, BucketFailed } from '../bucket.ts';
import { type Config, readConfig } from '../config.ts';
import { openSiteDestination } from '../publish/openSiteDestination.ts';
import { copySite, NotASiteCopy, type SiteCopied } from '../publish/siteCopy.ts';
import { newSecret } from '../secret.ts';
import { openExistingStore } from './openConfiguredStore.ts';
import { Progress } from './progress.ts';
import { CommandFailed, UsageError, type World } from './world.ts';

/** `candor export site DIR`: the public pages as plain files, in a directory or a bucket. `given` is what follows `site`. */
export async function exportSite(given: string | undefined, json: boolean, world: World): Promise<void> {
  if (!given) throw new UsageError('Name the directory or the bucket to write.');
  const config = readConfig({ ...world.env, SITE_TO: given });
  const to = config.siteTo ?? '';
  const copied = await copyTo(to, config, world);
  const [kind, place] = typeof to === 'string' ? ['directory', to] : ['bucket', given];
  world.stdout.write(
    json ? `${JSON.stringify({ ok: true, [kind]: place, ...copied })}\n` : `${describe(place, copied)}\n`,
  );
}

async function copyTo(to: string | Bucket, config: Config, world: World): Promise<SiteCopied> {
  const store = await openExistingStore(world);
  const bar = new Progress(world.stderr, 'Exporting');
  try {
    const destination = await openSiteDestination(to);
    const { site, read, close } = await openPublicSite(store, {
      config,
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
    const isTold = error instanceof NotASiteCopy || error instanceof BucketFailed;
    throw isTold ? new CommandFailed(error.message) : error;
  } finally {
    bar.end();
    await store.close();
  }
}

function describe(place: string, { files, written, removed }: SiteCopied): string {
  return `${place} holds the public pages as ${files} files: ${written} written, ${removed} removed.`;
}
