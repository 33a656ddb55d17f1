import { z } from 'zod';
import { byPosition, type Component } from '../../domain/component.ts';
import type { Desk } from './desk.ts';
import {
  componentStatus,
  flag,
  id,
  maybe,
  name,
  orNothing,
  readOnly,
  statusReason,
  wholeNumber,
  words,
} from './fields.ts';
import { given } from './given.ts';
import { notFound } from './notFound.ts';
import { type Call, operation } from './operation.ts';
import { pagedQuery, pageOf } from './paging.ts';
import { componentShape, readSurroundings, toComponent, toGroupEntry } from './shapes.ts';
import { time } from './time.ts';

const fields = {
  ...readOnly(['id', 'page_id', 'group', 'created_at', 'updated_at', 'automation_email']),
  description: words.nullable().optional(),
  status: componentStatus.optional(),
  status_reason: orNothing(statusReason).optional(),
  only_show_if_degraded: maybe(flag),
  group_id: z
    .union([id, z.literal('').transform(() => null)])
    .nullable()
    .optional(),
  showcase: maybe(flag),
  start_date: z.string().max(10).nullable().optional(),
};
export const retiredShape = componentShape
  .extend({ retired_at: z.string() })
  .meta({ id: 'RetiredComponent' });

const newBody = z.strictObject({ component: z.strictObject({ ...fields, ...readOnly(['position']), name }) });
const changeBody = z.strictObject({
  component: z.strictObject({
    ...fields,
    name: name.optional(),
    position: maybe(wholeNumber()),
  }),
});

async function show(desk: Desk, componentId: string): Promise<z.output<typeof componentShape>> {
  return desk.read(async (reads) => {
    const around = await readSurroundings(reads, desk);
    const group = around.groups.find(({ id: own }) => own === componentId);
    return group ? toGroupEntry(group, around) : toComponent(find(around.components, componentId), around);
  });
}

/** A component that is in the list. A retired one is only in the history. */
export function find(components: readonly Component[], componentId: string): Component {
  const found = components.find(({ id: own, retiredAt }) => own === componentId && retiredAt === null);
  if (!found) throw notFound('component', componentId);
  return found;
}

const list = operation({
  method: 'GET',
  path: '/pages/{page_id}/components',
  role: 'viewer',
  summary: 'All components, and among them the groups, by position',
  query: pagedQuery,
  answer: { status: 200, schema: z.array(componentShape) },
  run: ({ desk, query }) =>
    desk.read(async (reads) => {
      const around = await readSurroundings(reads, desk);
      const live = around.components.filter((component) => component.retiredAt === null);
      const all = [
        ...around.groups.map((place) => ({ place, entry: toGroupEntry(place, around) })),
        ...live.map((place) => ({ place, entry: toComponent(place, around) })),
      ].sort((a, b) => byPosition(a.place, b.place));
      return pageOf(all, query).map(({ entry }) => entry);
    }),
});

const get = operation({
  method: 'GET',
  path: '/pages/{page_id}/components/{component_id}',
  role: 'viewer',
  summary: 'One component or group',
  answer: { status: 200, schema: componentShape },
  run: ({ desk, params }) => show(desk, params.component_id ?? ''),
});

const create = operation({
  method: 'POST',
  path: '/pages/{page_id}/components',
  role: 'admin',
  summary: 'Add a component',
  body: newBody,
  answer: { status: 201, schema: componentShape },
  run: async ({ desk, body: { component } }) => {
    const componentId = await desk.perform({
      type: 'addComponent',
      name: component.name,
      ...given({
        description: component.description,
        groupId: component.group_id,
        showcase: component.showcase,
        onlyShowIfDegraded: component.only_show_if_degraded,
        startDate: component.start_date,
        status: component.status,
        statusReason: component.status_reason,
      }),
    });
    return show(desk, componentId);
  },
});

const change = {
  path: '/pages/{page_id}/components/{component_id}',
  role: 'admin',
  summary: 'Change a component, or say by hand how it is',
  body: changeBody,
  answer: { status: 200, schema: componentShape },
  run: async ({ desk, params, body: { component } }: Call<undefined, z.output<typeof changeBody>>) => {
    const componentId = await desk.perform({
      type: 'editComponent',
      componentId: params.component_id ?? '',
      ...given({
        name: component.name,
        description: component.description,
        groupId: component.group_id,
        position: component.position,
        showcase: component.showcase,
        onlyShowIfDegraded: component.only_show_if_degraded,
        startDate: component.start_date,
        status: component.status,
        statusReason: component.status_reason,
      }),
    });
    return show(desk, componentId);
  },
} as const;

const setStatus = operation({
  method: 'PUT',
  path: '/pages/{page_id}/components/{component_id}/status',
  role: 'editor',
  summary: 'Say by hand how a component is, and why; the public reads the reason in its ledger',
  body: z.strictObject({
    component: z.strictObject({ status: componentStatus, status_reason: fields.status_reason }),
  }),
  answer: { status: 200, schema: componentShape },
  run: async ({ desk, params, body: { component } }) => {
    const componentId = await desk.perform({
      type: 'setComponentStatus',
      componentId: params.component_id ?? '',
      status: component.status,
      ...given({ statusReason: component.status_reason }),
    });
    return show(desk, componentId);
  },
});

const remove = operation({
  method: 'DELETE',
  path: '/pages/{page_id}/components/{component_id}',
  role: 'admin',
  summary: 'Retire a component: it leaves the page, its history stays',
  answer: { status: 204, schema: null },
  run: async ({ desk, params }) => {
    await desk.perform({ type: 'retireComponent', componentId: params.component_id ?? '' });
  },
});

const listRetired = operation({
  method: 'GET',
  path: '/pages/{page_id}/components/retired',
  role: 'viewer',
  summary: 'Components that left the page, the latest first',
  query: pagedQuery,
  answer: { status: 200, schema: z.array(retiredShape) },
  run: ({ desk, query }) =>
    desk.read(async (reads) => {
      const around = await readSurroundings(reads, desk);
      const retired = around.components.flatMap((component) =>
        component.retiredAt === null ? [] : [{ component, retiredAt: component.retiredAt }],
      );
      const latestFirst = retired.sort((a, b) => b.retiredAt - a.retiredAt);
      return pageOf(latestFirst, query).map(({ component, retiredAt }) => ({
        ...toComponent(component, around),
        retired_at: time(retiredAt),
      }));
    }),
});

const restore = operation({
  method: 'POST',
  path: '/pages/{page_id}/components/{component_id}/restore',
  role: 'admin',
  summary: 'Take a retired component back, at the end; the time in between counts as not known',
  answer: { status: 200, schema: componentShape },
  run: async ({ desk, params }) => {
    const componentId = params.component_id ?? '';
    return show(desk, await desk.perform({ type: 'restoreComponent', componentId }));
  },
});

export const componentOperations = [
  list,
  // Before the one component, whose path would take the word for an id.
  listRetired,
  get,
  create,
  operation({ ...change, method: 'PATCH' }),
  operation({ ...change, method: 'PUT' }),
  setStatus,
  remove,
  restore,
];
