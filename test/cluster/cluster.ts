import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openMailSink } from '../../server/cli/drill/mailSink.ts';
import { runCommand } from '../../server/cli/drill/server.ts';
import { closeStage, openStage } from '../../server/cli/drill/stage.ts';
import type { Output } from '../../server/cli/world.ts';
import type { Clock } from '../../server/clock.ts';
import type { Id } from '../../server/domain/id.ts';
import { newIds } from '../../server/newIds.ts';
import { openStore, type Store } from '../../server/store/store.ts';
import { LeaseWatch } from './leaseWatch.ts';
import { LoadBalancer } from './loadBalancer.ts';
import { addMachine, openNetworks, ownAddress } from './network.ts';
import { databaseUrlOf, PostgresNode } from './postgresNode.ts';
import { Replica } from './replica.ts';

const balancerPort = 8080;
const probeEveryMs = 300;
/** So many probes in a row without an answer, and the primary is lost. */
const missesAtMost = 3;

export type Surroundings = {
  /** For everything that is kept. */
  readonly directory: string;
  readonly clock: Clock;
  readonly randomBytes: (size: number) => Uint8Array;
  /** Where programs are looked for. */
  readonly path: string | undefined;
  readonly say: (line: string) => void;
};

/** A mail that the mail server took. */
export type Told = {
  readonly recipient: string;
  readonly subject: string;
  readonly messageId: string;
  /** Address of the machine that sent it. */
  readonly sender: string;
};

/** Three replicas behind a load balancer, a primary and a synchronous standby, and a mail server. */
export type Cluster = {
  readonly clock: Clock;
  /** Of the load balancer. */
  readonly origin: string;
  readonly databaseUrl: string;
  readonly replicas: readonly Replica[];
  readonly pageId: Id;
  readonly keys: readonly string[];
  readonly told: readonly Told[];
  readonly lease: LeaseWatch;
  readonly primary: () => PostgresNode;
  readonly standby: () => PostgresNode;
  /** Waits until the primary is lost, keeps it from coming back, and lets the standby take its place. Resolves to when. */
  readonly failOver: () => Promise<number>;
  /** Looks at what is kept, with a clock that may be set. */
  readonly withStore: <T>(look: (store: Store) => Promise<T>, now?: () => number) => Promise<T>;
};

export async function openCluster(surroundings: Surroundings): Promise<Cluster> {
  const { directory, clock, randomBytes } = surroundings;
  await openNetworks();
  const databases = path.join(directory, 'databases');
  mkdirSync(databases);
  const nodes = [
    new PostgresNode(await addMachine('db-a', 11), databases),
    new PostgresNode(await addMachine('db-b', 12), databases),
  ] as const;
  let [primary, standby] = nodes;
  await primary.beginAsPrimary();
  const databaseUrl = databaseUrlOf(nodes);
  const { pageId, keys } = await fill(surroundings, databaseUrl);
  await standby.beginAsStandbyOf(primary);
  await primary.setSynchronous(true);

  const told: Told[] = [];
  const sink = await openMailSink((recipient, message, sender) => {
    const header = (name: string): string =>
      new RegExp(`^${name}: (.*)$`, 'im').exec(message)?.[1]?.trim() ?? '';
    told.push({ recipient, subject: header('subject'), messageId: header('message-id'), sender });
    return 'taken';
  }, ownAddress);
  const origin = `http://${ownAddress}:${balancerPort}`;
  const env = { DATABASE_URL: databaseUrl, PUBLIC_URL: origin, SMTP_URL: sink.url, TRUST_PROXY: '1' };
  const replicas: Replica[] = [];
  for (const [n, name] of ['replica-a', 'replica-b', 'replica-c'].entries()) {
    replicas.push(new Replica(await addMachine(name, 21 + n), directory, env));
  }
  await Promise.all(replicas.map((replica) => replica.start()));
  await new LoadBalancer(replicas.map((replica) => replica.origin)).listen(ownAddress, balancerPort);
  const lease = new LeaseWatch(() => primary, replicas, keys.at(-1) ?? '');
  lease.start();
  return {
    clock,
    origin,
    databaseUrl,
    replicas,
    pageId,
    keys: keys.slice(0, -1),
    told,
    lease,
    primary: () => primary,
    standby: () => standby,
    async failOver() {
      for (let misses = 0; misses < missesAtMost; ) {
        misses = (await primary.answers()) ? 0 : misses + 1;
        await pause(probeEveryMs);
      }
      // Whatever it still does, it must do nothing beside the new one.
      await primary.machine.cut();
      await primary.kill();
      await standby.promote();
      [primary, standby] = [standby, primary];
      return clock.now();
    },
    async withStore(look, now = () => clock.now()) {
      const store = await openStore(
        { databaseUrl },
        { clock: now, newIds: (count) => newIds(count, randomBytes) },
      );
      try {
        return await look(store);
      } finally {
        await store.close();
      }
    },
  };
}

/** Moves a made-up year into the database, as `candor export` and `candor import candor` move a page. */
async function fill({ directory, clock, randomBytes, path: programs }: Surroundings, databaseUrl: string) {
  const silent: Output = { write: () => undefined };
  const stage = await openStage(
    {
      env: { PATH: programs, DATA_DIR: path.join(directory, 'none') },
      clock,
      randomBytes,
      stdout: silent,
      stderr: silent,
      onStop: () => undefined,
    },
    { isShort: false, cycles: null, show: () => undefined },
  );
  try {
    const file = path.join(stage.directory, 'all.jsonl');
    await runCommand(stage, ['export', file], { DATA_DIR: stage.dataDir });
    await runCommand(stage, ['import', 'candor', file], { DATABASE_URL: databaseUrl });
    return { pageId: stage.pageId, keys: stage.keys };
  } finally {
    closeStage(stage);
  }
}
