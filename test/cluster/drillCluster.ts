import { setTimeout as pause } from 'node:timers/promises';
import { type Control, type Expectation, nothing, type Outcome } from '../../server/cli/drill/drill.ts';
import { inventSubscribers } from '../../server/cli/drill/subscribers.ts';
import { findLost, findRepeated } from '../../server/cli/drill/writer.ts';
import type { Id } from '../../server/domain/id.ts';
import { type Cluster, openCluster, type Surroundings } from './cluster.ts';
import { type Failure, failures } from './failures.ts';
import { Load, writers } from './load.ts';
import { isSettled, postNotice, wasTold } from './notices.ts';
import { findUntimely, scheduleMaintenance } from './transitions.ts';

/** Of each failure others, since whoever missed one notice gets the next only after that. */
const audienceSize = 100;
/** So many have been told when something fails, and the others have not. */
const toldBefore = 20;
const takeoverMs = 6_000;
const writersMs = 5_000;
/** What is on its way in the end, and what its sender lost a moment before. */
const settlingMs = 60_000;

/** Lets one thing after the other fail under load, and compares in the end what was said with what is kept. */
export async function drillCluster(surroundings: Surroundings): Promise<Outcome> {
  const { clock, say } = surroundings;
  const beganAt = clock.now();
  const tell = (line: string): void =>
    say(`${((clock.now() - beganAt) / 1_000).toFixed(1).padStart(6)} s  ${line}`);
  tell('starting three replicas, a primary and a standby');
  const cluster = await openCluster(surroundings);
  // Of the made-up year nobody is told.
  while (!(await isSettled(cluster))) await pause(100);
  const audiences = await inventAudiences(cluster);
  const acknowledged = new Map<Id, string[]>();
  const maintenances: Id[] = [];
  const expectations: Expectation[] = [];
  let mostRepeated = 0;
  for (const { failure, componentId } of audiences) {
    tell(failure.name);
    const { repeatable, ...seen } = await underLoad(
      cluster,
      failure,
      componentId,
      acknowledged,
      maintenances,
    );
    mostRepeated += repeatable;
    expectations.push(seen);
    tell(seen.saw);
  }
  tell('waiting until everybody is told');
  const settledBy = clock.now() + settlingMs;
  while (!(await isSettled(cluster)) && clock.now() < settledBy) await pause(500);

  const wanted = audiences.flatMap(({ failure, addresses }) =>
    addresses.map((address) => `${address} of "${failure.name}"`),
  );
  const notices = cluster.told.flatMap((mail) =>
    failures
      .filter(({ name }) => wasTold(mail, name))
      .map(({ name }) => ({ ...mail, notice: `${mail.recipient} of "${name}"` })),
  );
  const told = notices.map(({ notice }) => notice);
  const repeated = told.length - new Set(told).size;
  const missing = wanted.filter((one) => !told.includes(one));
  const messages = new Set(notices.map(({ notice, messageId }) => `${notice} ${messageId}`));
  const writes = [...acknowledged.values()].flat().length;
  expectations.push(
    await cluster.withStore(async (store) =>
      nothing('no acknowledged write lost, with a synchronous standby', `${writes} acknowledged writes`, [
        ...(await store.check()),
        ...(await findLost(store, acknowledged)),
      ]),
    ),
    nothing(
      'nothing done twice when asked again with its key',
      `${writes} writes`,
      await cluster.withStore(findRepeated),
    ),
    nothing(
      'each maintenance began and ended once',
      `${maintenances.length} maintenances`,
      await findUntimely(cluster, maintenances),
    ),
    nothing('everybody is told of everything', `${wanted.length} notices`, missing),
    {
      expected: 'nobody twice, but for one mail of each sender that was on its way when something failed',
      saw: `${repeated} repeated, at most ${mostRepeated}`,
      holds: repeated <= mostRepeated,
    },
    {
      expected: 'what is repeated has the same Message-ID',
      saw: `${messages.size} different messages`,
      holds: messages.size === new Set(told).size,
    },
    nothing(
      'never two that hold the jobs',
      `${cluster.lease.rounds} looks at each replica`,
      cluster.lease.wrong,
    ),
  );
  tell('the control');
  return { expectations, control: await asynchronousControl(cluster) };
}

/** For each failure a component, and people who follow that one alone. */
async function inventAudiences(cluster: Cluster) {
  const components = await cluster.withStore((store) => store.read((reads) => reads.components()));
  const everybody = inventSubscribers(cluster.clock.now(), failures.length * audienceSize);
  const audiences = failures.map((failure, n) => {
    const componentId = components[n]?.id ?? '';
    const scope = { groupIds: [], componentIds: [componentId] };
    const subscribers = everybody
      .slice(n * audienceSize, (n + 1) * audienceSize)
      .map((subscriber) => ({ ...subscriber, scope }));
    return { failure, componentId, subscribers, addresses: subscribers.map(({ address }) => address) };
  });
  await cluster.withStore((store) =>
    store.subscriptions.put(audiences.flatMap(({ subscribers }) => subscribers)),
  );
  return audiences;
}

async function underLoad(
  cluster: Cluster,
  failure: Failure,
  componentId: Id,
  acknowledged: Map<Id, string[]>,
  maintenances: Id[],
): Promise<Expectation & { readonly repeatable: number }> {
  const { name, isOfPrimary } = failure;
  const load = new Load(cluster, name, acknowledged);
  const mails = () => cluster.told.filter((mail) => wasTold(mail, name));
  const plan = scheduleMaintenance(cluster, name);
  await postNotice(cluster, name, componentId);
  while (mails().length < toldBefore) await pause(5);
  const leader = await cluster.lease.leader();
  const before = cluster.lease.holder();
  const sender = mails().at(-1)?.sender ?? '';
  const { struckAt, isLeader, heal } = await failure.strike(cluster, leader, sender);
  let tookOverMs: number | null = null;
  if (isLeader || isOfPrimary) {
    while (cluster.lease.holder() === null || (isLeader && cluster.lease.holder() === before))
      await pause(10);
    tookOverMs = cluster.clock.now() - struckAt;
  }
  maintenances.push(await plan);
  await heal();
  while (!(await Promise.all(cluster.replicas.map((replica) => replica.isReady()))).every(Boolean))
    await pause(50);
  await pause(1_000);
  const seen = await load.stop();
  const writtenAfterMs = isOfPrimary ? seen.writtenAfter(struckAt) : seen.longestWriteGapMs;
  return {
    expected: `${name}: no reader fails, writers wait ${isOfPrimary ? `${writersMs / 1_000} s after the promotion` : `${writersMs / 1_000} s`} at most${tookOverMs === null ? '' : `, the jobs go on within ${takeoverMs / 1_000} s`}`,
    saw: [
      `${seen.failedReads.length} of ${seen.reads} reads failed${seen.failedReads[0] ? ` (${seen.failedReads[0]})` : ''}`,
      `longest gap of readers ${seconds(seen.longestReadGapMs)}, of writers ${seconds(seen.longestWriteGapMs)}`,
      ...(isOfPrimary ? [`the first write ${seconds(writtenAfterMs)} after the promotion`] : []),
      ...(tookOverMs === null ? [] : [`jobs after ${seconds(tookOverMs)}`]),
    ].join(', '),
    holds: seen.failedReads.length === 0 && writtenAfterMs <= writersMs && (tookOverMs ?? 0) <= takeoverMs,
    repeatable: isOfPrimary ? new Set(mails().map((mail) => mail.sender)).size : 1,
  };
}

/** Without waiting for a standby, which is a second behind when the primary dies. */
async function asynchronousControl(cluster: Cluster): Promise<Control> {
  const acknowledged = new Map<Id, string[]>();
  await cluster.primary().setSynchronous(false);
  const standby = cluster.standby();
  const load = new Load(cluster, 'control', acknowledged);
  await pause(1_000);
  const written = (): number => [...acknowledged.values()].flat().length;
  await standby.machine.cut();
  // Each writer may have been in the middle of one that the standby still got.
  for (const enough = written() + 2 * writers; written() < enough; ) await pause(10);
  await cluster.primary().kill();
  await cluster.failOver();
  const promised = new Map(acknowledged);
  await standby.machine.mend();
  await pause(3_000);
  const seen = await load.stop();
  const lost = await cluster.withStore((store) => findLost(store, promised));
  return {
    without: 'waiting for a standby before acknowledging, when the standby is a second behind',
    saw: `${lost.length} of ${[...promised.values()].flat().length} acknowledged writes lost, ${seen.failedReads.length} of ${seen.reads} reads failed`,
    failed: lost.length > 0,
  };
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
