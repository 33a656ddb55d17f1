import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster } from './cluster.ts';
import type { Replica } from './replica.ts';

/** A pause that is longer than the lease, and a cable that is out for as long. */
const awayMs = 10_000;

type Struck = {
  /** From when on it counts until others took over, ms UTC: the failure itself or, of the primary, the promotion. */
  readonly struckAt: number;
  readonly isLeader: boolean;
  /** Mends it, once it was away for long enough. */
  readonly heal: () => Promise<void>;
};

/** One thing that fails, alone. */
export type Failure = {
  readonly name: string;
  readonly isOfPrimary: boolean;
  /** `sender`: address of the replica that is sending mails. */
  readonly strike: (cluster: Cluster, leader: Replica, sender: string) => Promise<Struck>;
};

type Blow = (replica: Replica) => Promise<() => Promise<void>>;

const killed: Blow = async (replica) => {
  await replica.kill();
  return () => replica.start();
};

const cutOff: Blow = async (replica) => {
  await replica.machine.cut();
  const mended = pause(awayMs);
  return async () => {
    await mended;
    await replica.machine.mend();
  };
};

const paused: Blow = async (replica) => {
  replica.signal('SIGSTOP');
  const over = pause(awayMs).then(() => replica.signal('SIGCONT'));
  return () => over;
};

const ofLeader = (name: string, blow: Blow): Failure => ({
  name,
  isOfPrimary: false,
  strike: async ({ clock }, leader) => {
    const struckAt = clock.now();
    return { struckAt, isLeader: true, heal: await blow(leader) };
  },
});

/** Of the others, the one that is sending if it is one of them. */
const ofAnother = (name: string, blow: Blow): Failure => ({
  name,
  isOfPrimary: false,
  strike: async ({ clock, replicas }, leader, sender) => {
    const others = replicas.filter((replica) => replica !== leader);
    const victim = others.find(({ machine }) => machine.address === sender) ?? others[0] ?? leader;
    const struckAt = clock.now();
    return { struckAt, isLeader: false, heal: await blow(victim) };
  },
});

const ofPrimary = (name: string, fail: (cluster: Cluster) => Promise<void>): Failure => ({
  name,
  isOfPrimary: true,
  strike: async (cluster) => {
    await fail(cluster);
    const struckAt = await cluster.failOver();
    return {
      struckAt,
      isLeader: false,
      // The one that was lost becomes the standby.
      heal: async () => {
        const [primary, standby] = [cluster.primary(), cluster.standby()];
        await standby.machine.mend();
        await standby.beginAsStandbyOf(primary);
        await primary.setSynchronous(true);
      },
    };
  },
});

/** In the order in which they are tried. */
export const failures: readonly Failure[] = [
  ofPrimary('the primary killed', (cluster) => cluster.primary().kill()),
  ofPrimary('the primary cut off', (cluster) => cluster.primary().machine.cut()),
  ofLeader('the leader killed', killed),
  ofAnother('another replica killed', killed),
  ofLeader('the leader cut off', cutOff),
  ofAnother('another replica cut off', cutOff),
  ofLeader('the leader paused for 10 s', paused),
];
