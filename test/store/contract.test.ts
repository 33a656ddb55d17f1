import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Command } from '../../server/domain/command.ts';
import { staffOnly } from '../../server/domain/staffOnly.ts';
import { subscriberStates } from '../../server/domain/subscriber.ts';
import { toldStatus, toldUpdates } from '../../server/domain/toldReport.ts';
import { channelIds } from '../../server/notify/channels.ts';
import { buildSnapshot } from '../../server/publish/buildSnapshot.ts';
import { readFacts } from '../../server/publish/readFacts.ts';
import type { Answer } from '../../server/store/perform.ts';
import type { Store } from '../../server/store/store.ts';
import { commandOf, type Known, step } from '../support/commands.ts';
import { dialects, dump, freshLocation, open, sources, start } from '../support/stores.ts';

test('the same random commands come to the same on both databases', async () => {
  const unpublished = new Set<Command['type']>();
  const seen = { changed: 0, refused: 0, unchanged: 0, published: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60, size: 'max' }), async (steps) => {
      const sides = await Promise.all(
        dialects.map(async (dialect) => {
          const location = await freshLocation(dialect);
          const from = sources();
          return { location, from, store: await open(location, from) };
        }),
      );
      let now = start;
      for (const each of steps) {
        now += each.minutes * 60_000;
        for (const side of sides) side.from.now = now;
        const answers: Answer[] = [];
        for (const { store } of sides) {
          const command = commandOf(each, await known(store, now));
          const before = ofPostmortems.has(command.type) ? await beyondPostmortems(store) : null;
          const isStaffOnly = staffOnly.includes(command.type);
          const shown = isStaffOnly ? await publicOf(store, now) : null;
          const answer = await store.perform(command, { actor: 'someone' });
          answers.push(answer);
          if (shown) expect(await publicOf(store, now)).toEqual(shown);
          if (isStaffOnly && 'changed' in answer && answer.changed) {
            unpublished.add(command.type);
            for (const change of answer.changes) {
              expect(staffRecords).toContain('put' in change ? change.put : change.remove);
            }
          }
          if (before) expect(await beyondPostmortems(store)).toEqual(before);
          seen.published += await publishedPostmortems(store);
        }
        expect(answers[1]).toEqual(answers[0]);
        for (const answer of answers) {
          seen['refusal' in answer ? 'refused' : answer.changed ? 'changed' : 'unchanged'] += 1;
        }
      }
      const [left, right] = await Promise.all(sides.map(({ location }) => dump(location)));
      expect(right).toEqual(left);
      const [leftReads, rightReads] = await Promise.all(sides.map(({ store }) => everyRead(store, now)));
      expect(rightReads).toEqual(leftReads);
      for (const { store } of sides) {
        expect(await store.check()).toEqual([]);
        await store.close();
      }
    }),
    { numRuns: 30, seed: 20261123, endOnFailure: true },
  );
  // The scripts must reach what they are to compare.
  expect(seen.changed).toBeGreaterThan(300);
  expect(seen.refused).toBeGreaterThan(100);
  expect(seen.unchanged).toBeGreaterThan(20);
  expect(seen.published).toBeGreaterThan(40);
  expect(unpublished.size).toBeGreaterThan(12);
}, 300_000);

/** What the public never sees, by the names of changes. */
const staffRecords: readonly string[] = [
  'template',
  'draft',
  'token',
  'member',
  'link',
  'session',
  'subscriber',
  'subscribers',
  'subscriptions',
  'questions',
  'alertTarget',
  'pause',
];

/** All that is published from, but for the page's revision. */
function publicOf(store: Store, now: number): Promise<unknown> {
  return store.read(async (reads) => {
    const { revision: _, ...snapshot } = await buildSnapshot(
      await readFacts(reads, now),
      'https://example.com',
    );
    return [snapshot, await reads.publicCommit()];
  });
}

const ofPostmortems: ReadonlySet<Command['type']> = new Set([
  'draftPostmortem',
  'publishPostmortem',
  'revertPostmortem',
  'deletePostmortem',
]);

/** What no command about postmortems changes: what is resolved stays so, and so do the numbers. */
function beyondPostmortems(store: Store): Promise<unknown> {
  return store.read(async (reads) => [
    (await reads.reportsAfter('', 1_000)).map((report) => [
      report.id,
      report.status,
      report.resolvedAt,
      report.impact,
      report.updates,
    ]),
    (await reads.openReports()).map(({ id }) => id).sort(),
    await reads.impacts(0, Number.MAX_SAFE_INTEGER),
    await reads.components(),
  ]);
}

/** How many incidents tell readers of a postmortem. One that is open never has the status of one. */
function publishedPostmortems(store: Store): Promise<number> {
  return store.read(async (reads) => {
    for (const report of await reads.openReports()) expect(toldStatus(report)).toBe(report.status);
    const told = (await reads.reportsAfter('', 1_000)).map(toldUpdates);
    for (const updates of told) expect(new Set(updates.map(({ id }) => id)).size).toBe(updates.length);
    return told.filter((updates) => updates.some(({ status }) => status === 'postmortem')).length;
  });
}

async function known(store: Store, now: number): Promise<Known> {
  return store.read(async (reads) => ({
    now,
    groups: await reads.groups(),
    components: await reads.components(),
    reports: await reads.reportsAfter('', 1_000),
    tokens: await reads.tokens(),
    members: await reads.members(),
    links: await reads.links(),
    sessions: await reads.sessions(),
    templates: await reads.templates(),
    drafts: await reads.drafts(),
    series: await reads.series(),
  }));
}

/** Subscribers in every order, and those in whose address something is. */
function everyFind({ subscriptions }: Store): Promise<unknown> {
  const everybody = { states: subscriberStates, channels: channelIds, incidentId: null, q: null };
  const some = { limit: 10, skip: 2 };
  return Promise.all([
    ...(['address', 'createdAt', 'quarantinedAt'] as const).flatMap((by) => [
      subscriptions.find(everybody, { by, isDescending: false }, some),
      subscriptions.find({ ...everybody, channels: ['email'] }, { by, isDescending: true }, some),
    ]),
    subscriptions.find({ ...everybody, q: 'OPS@' }, { by: 'address', isDescending: false }, some),
  ]);
}

async function everyRead(store: Store, now: number): Promise<unknown> {
  const day = 86_400_000;
  const subscribers = await everyFind(store);
  return store.read(async (reads) => [
    subscribers,
    await reads.page(),
    await reads.logo(),
    await reads.groups(),
    await reads.components(),
    await reads.openReports(),
    await reads.latestReports('incident', 3),
    await reads.latestReports('maintenance', 3),
    await reads.reports(start, start + day),
    await reads.reports(now - day, now),
    await reads.reportsAfter('a', 5),
    await reads.reportCount(),
    await reads.earliestReportAt(),
    await reads.nextDueAt(),
    await reads.openImpacts(),
    await reads.impacts(start + day, now),
    await reads.impactsOf(
      'incident',
      (await reads.openReports()).map((report) => report.id),
    ),
    await reads.tokens(),
    await reads.members(),
    await reads.links(),
    await reads.sessions(),
    await reads.templates(),
    await reads.drafts(),
    await reads.nextDraftAt(),
    await reads.series(),
    await reads.occurrences(
      (await reads.series()).map((series) => series.id),
      '2026-01-01',
    ),
    await reads.nextPlanAt(),
  ]);
}
