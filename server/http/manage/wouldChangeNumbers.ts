import { z } from 'zod';
import type { Change } from '../../domain/command.ts';
import type { Component, ComponentGroup } from '../../domain/component.ts';
import type { Id } from '../../domain/id.ts';
import type { ImpactSource } from '../../domain/impact.ts';
import type { Page } from '../../domain/page.ts';
import { meanRatio, printShortPercentage, type Ratio, uptimeRatio } from '../../domain/percentage.ts';
import { ledgerWindow } from '../../publish/ledger.ts';
import { byComponent, track } from '../../publish/track.ts';
import type { DeskReads } from './desk.ts';
import type { Sides } from './sides.ts';

const uptime = z.string().nullable().describe('As the page prints it, never rounded up; null: no data');
const numbers = z.object({
  uptime,
  downtime_seconds: z.int().describe('Each second as much as its status weighs'),
});

export const changedNumber = z
  .object({ component_id: z.string(), name: z.string(), before: numbers, after: numbers })
  .meta({ id: 'ChangedNumber' });

export const changedGroup = z
  .object({
    group_id: z.string(),
    name: z.string(),
    before: z.object({ uptime }),
    after: z.object({ uptime }),
  })
  .meta({ id: 'ChangedGroupNumber' });

/** The components, and the groups that are there afterwards, whose numbers change, in the order of the page. */
export async function wouldChangeNumbers({ before, after, changes, now }: Sides) {
  const was = await readSide(before);
  const will = await readSide(after);
  const touched = hasOtherArithmetic(was.page, will.page)
    ? new Set([...was.components, ...will.components].map(({ id }) => id))
    : await touchedComponents(before, changes);
  const groupIds = groupsAround(touched, [was, will]);
  const siblings = [...was.components, ...will.components]
    .filter((component) => component.groupId !== null && groupIds.has(component.groupId))
    .map(({ id }) => id);
  const ids = new Set([...touched, ...siblings]);
  const measuredBefore = await measureSide(before, was, ids, now);
  const measuredAfter = await measureSide(after, will, ids, now);
  return {
    would_change_numbers: will.components.flatMap(({ id, name }) => {
      if (!touched.has(id)) return [];
      const change = { before: printed(measuredBefore.get(id)), after: printed(measuredAfter.get(id)) };
      const same =
        change.before.uptime === change.after.uptime &&
        change.before.downtime_seconds === change.after.downtime_seconds;
      return same ? [] : [{ component_id: id, name, ...change }];
    }),
    would_change_group_numbers: will.groups.flatMap(({ id, name }) => {
      if (!groupIds.has(id)) return [];
      const change = {
        before: { uptime: mean(was, id, measuredBefore) },
        after: { uptime: mean(will, id, measuredAfter) },
      };
      return change.before.uptime === change.after.uptime ? [] : [{ group_id: id, name, ...change }];
    }),
  };
}

type Side = {
  readonly page: Page;
  readonly groups: readonly ComponentGroup[];
  readonly components: readonly Component[];
};

async function readSide(reads: DeskReads): Promise<Side> {
  return {
    page: (await reads.page()).page,
    groups: await reads.groups(),
    components: await reads.components(),
  };
}

/** Whether everything has to be measured again. */
function hasOtherArithmetic(before: Page, after: Page): boolean {
  return before.timeZone !== after.timeZone || JSON.stringify(before.policy) !== JSON.stringify(after.policy);
}

/** The components that the changes say something of, or said something of until now. */
async function touchedComponents(before: DeskReads, changes: readonly Change[]): Promise<Set<Id>> {
  const touched = new Set<Id>();
  const sources = new Map<ImpactSource['kind'], Id[]>();
  for (const change of changes) {
    if (!('put' in change)) continue;
    if (change.put === 'component') touched.add(change.component.id);
    if (change.put === 'impact') touched.add(change.impact.componentId);
    if (change.put !== 'impacts') continue;
    const { kind, id } = change.source;
    sources.set(kind, [...(sources.get(kind) ?? []), id]);
    for (const { componentId } of change.impacts) touched.add(componentId);
  }
  for (const [kind, ids] of sources) {
    for (const { componentId } of await before.impactsOf(kind, ids)) touched.add(componentId);
  }
  return touched;
}

/** The groups whose means can be different: those that a touched component is in or comes from. */
function groupsAround(touched: ReadonlySet<Id>, sides: readonly Side[]): ReadonlySet<Id> {
  const around = sides.flatMap(({ components }) =>
    components.filter(({ id }) => touched.has(id)).flatMap(({ groupId }) => groupId ?? []),
  );
  return new Set(around);
}

type Measured = { readonly ratio: Ratio | null; readonly weightedDowntime: number };

/** The last 90 days of these components. */
async function measureSide(
  reads: DeskReads,
  { page, components }: Side,
  ids: ReadonlySet<Id>,
  now: number,
): Promise<ReadonlyMap<Id, Measured>> {
  if (ids.size === 0) return new Map();
  const { timeZone, policy } = page;
  const window = ledgerWindow(null, timeZone, now);
  const impacts = byComponent(await reads.impacts(window.start, window.end, [...ids]));
  const context = { timeZone, policy, now, links: new Map() };
  return new Map(
    components
      .filter(({ id }) => ids.has(id))
      .map((component) => {
        const availability = track(component, impacts.get(component.id) ?? [], window, context);
        const { weightedDowntime } = availability;
        return [component.id, { ratio: uptimeRatio(availability), weightedDowntime }];
      }),
  );
}

/** Thousandths of a millisecond. */
const perSecond = 1_000_000;

/** Of a component that is not there yet nothing is known. */
function printed(measured: Measured | undefined): z.output<typeof numbers> {
  return {
    uptime: printShortPercentage(measured?.ratio ?? null),
    downtime_seconds: Math.floor((measured?.weightedDowntime ?? 0) / perSecond),
  };
}

function mean({ components }: Side, groupId: Id, measured: ReadonlyMap<Id, Measured>): string | null {
  const live = components.filter(
    (component) => component.groupId === groupId && component.retiredAt === null,
  );
  return printShortPercentage(meanRatio(live.map(({ id }) => measured.get(id)?.ratio ?? null)));
}
