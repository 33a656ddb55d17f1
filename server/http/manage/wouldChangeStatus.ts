import { z } from 'zod';
import type { Component } from '../../domain/component.ts';
import type { Id } from '../../domain/id.ts';
import { indicatorOf } from '../../domain/indicator.ts';
import type { ComponentStatus } from '../../domain/status.ts';
import { byComponent, statusNow } from '../../publish/track.ts';
import type { DeskReads } from './desk.ts';
import { componentStatus } from './fields.ts';
import type { Sides } from './sides.ts';

export const changedStatus = z
  .object({
    component_id: z.string(),
    name: z.string(),
    before: componentStatus.nullable().describe('null: it does not stand on the page'),
    after: componentStatus.nullable().describe('null: it does not stand on the page'),
  })
  .meta({ id: 'ChangedStatus' });

export const pageStatus = z
  .object({
    indicator: z.enum(['none', 'minor', 'major', 'critical', 'maintenance']),
    description: z.string().describe('As in /api/v2/status.json: All Systems Operational, …'),
  })
  .meta({ id: 'PageStatus' });

/** The components whose status changes, in the order of the page, and the page's indicator before and after. */
export async function wouldChangeStatus({ before, after, now }: Sides) {
  const was = await statuses(before, now);
  const is = await statuses(after, now);
  const shown = new Map([...was, ...is].map(([id, { component }]) => [id, component]));
  return {
    would_change_status: [...shown].flatMap(([id, { name }]) => {
      const change = { before: was.get(id)?.status ?? null, after: is.get(id)?.status ?? null };
      return change.before === change.after ? [] : [{ component_id: id, name, ...change }];
    }),
    page_status: { before: summary(was), after: summary(is) },
  };
}

type Statuses = ReadonlyMap<Id, { readonly component: Component; readonly status: ComponentStatus }>;

/** How the components that stand on the page are, as the page says it. */
async function statuses(reads: DeskReads, now: number): Promise<Statuses> {
  const impacts = byComponent(await reads.impacts(now, now + 1));
  const live = (await reads.components()).filter(({ retiredAt }) => retiredAt === null);
  return new Map(
    live.map((component) => [
      component.id,
      { component, status: statusNow([...(impacts.get(component.id) ?? [])], now).status },
    ]),
  );
}

function summary(found: Statuses): z.output<typeof pageStatus> {
  return indicatorOf([...found.values()].map(({ status }) => ({ status, retiredAt: null })));
}
