import { spawnSync } from 'node:child_process';
import type { Faults } from './faults.ts';
import { type Server, startServer } from './server.ts';
import type { Stage } from './stage.ts';

/** Namespaces of its own, in which anybody may mount: nobody else sees the mount, and it goes with the server. */
const apart = ['unshare', '--map-root-user', '--mount'];
const mounting = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"';

/** A server that was started on a disk which may only be read. */
export type OnReadOnlyDisk = {
  readonly server: Server;
  /** By which means the disk is so. */
  readonly means: string;
  /** Lets it be written from now on. */
  readonly repair: () => void;
};

/** By a read-only mount of the data directory; where the system forbids that, by the operations that fail. */
export async function startOnReadOnlyDisk(stage: Stage, faults: Faults): Promise<OnReadOnlyDisk> {
  const { dataDir, world } = stage;
  const run = ([program = '', ...args]: readonly string[]): boolean =>
    spawnSync(program, args, { env: { PATH: world.env.PATH } }).status === 0;
  if (!run([...apart, 'sh', '-c', mounting, dataDir, 'true'])) {
    faults.fail('read-only disk');
    const server = await startServer(stage, faults.env);
    return { server, means: 'operations that fail', repair: () => faults.fail('none') };
  }
  const server = await startServer(stage, {}, [...apart, 'sh', '-c', mounting, dataDir]);
  const inside = ['nsenter', '--target', String(server.pid), '--user', '--mount', '--preserve-credentials'];
  return {
    server,
    means: 'a read-only mount',
    repair: () => {
      if (!run([...inside, 'mount', '-o', 'remount,bind,rw', dataDir])) {
        throw new Error('the data directory could not be mounted for writing again');
      }
    },
  };
}
