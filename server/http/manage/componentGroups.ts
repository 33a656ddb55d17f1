import { z } from 'zod';
import type { Desk } from './desk.ts';
import { id, name, readOnly, words } from './fields.ts';
import { given } from './given.ts';
import { notFound } from './notFound.ts';
import { type Call, operation } from './operation.ts';
import { pagedQuery, pageOf } from './paging.ts';
import { groupShape, readSurroundings, toGroup } from './shapes.ts';

const members = z.array(id).max(5_000);

const answered = readOnly(['id', 'page_id', 'position', 'created_at', 'updated_at']);

const description = words.nullable().optional();

/** Statuspage's document has the description beside the group; its clients send it in the group. */
const newBody = z.strictObject({
  description,
  component_group: z.strictObject({ ...answered, name, components: members, description }),
});
const changeBody = z.strictObject({
  description,
  component_group: z
    .strictObject({ ...answered, name: name.optional(), components: members.optional(), description })
    .optional(),
});

async function show(desk: Desk, groupId: string): Promise<z.output<typeof groupShape>> {
  return desk.read(async (reads) => {
    const around = await readSurroundings(reads, desk);
    const group = around.groups.find((candidate) => candidate.id === groupId);
    if (!group) throw notFound('component_group', groupId);
    return toGroup(group, around);
  });
}

const list = operation({
  method: 'GET',
  path: '/pages/{page_id}/component-groups',
  role: 'viewer',
  summary: 'All component groups, in the order of the page',
  query: pagedQuery,
  answer: { status: 200, schema: z.array(groupShape) },
  run: ({ desk, query }) =>
    desk.read(async (reads) => {
      const around = await readSurroundings(reads, desk);
      return pageOf(around.groups, query).map((group) => toGroup(group, around));
    }),
});

const get = operation({
  method: 'GET',
  path: '/pages/{page_id}/component-groups/{id}',
  role: 'viewer',
  summary: 'One component group',
  answer: { status: 200, schema: groupShape },
  run: ({ desk, params }) => show(desk, params.id ?? ''),
});

const create = operation({
  method: 'POST',
  path: '/pages/{page_id}/component-groups',
  role: 'admin',
  summary: 'Make a group of components',
  body: newBody,
  answer: { status: 201, schema: groupShape },
  run: async ({ desk, body: { description: beside, component_group } }) => {
    const groupId = await desk.perform({
      type: 'addGroup',
      name: component_group.name,
      componentIds: component_group.components,
      ...given({ description: beside ?? component_group.description }),
    });
    return show(desk, groupId);
  },
});

const change = {
  path: '/pages/{page_id}/component-groups/{id}',
  role: 'admin',
  summary: 'Rename a group, or say anew which components are in it',
  body: changeBody,
  answer: { status: 200, schema: groupShape },
  run: async ({ desk, params, body }: Call<undefined, z.output<typeof changeBody>>) => {
    const groupId = await desk.perform({
      type: 'editGroup',
      groupId: params.id ?? '',
      ...given({
        name: body.component_group?.name,
        componentIds: body.component_group?.components,
        description: body.description ?? body.component_group?.description,
      }),
    });
    return show(desk, groupId);
  },
} as const;

const remove = operation({
  method: 'DELETE',
  path: '/pages/{page_id}/component-groups/{id}',
  role: 'admin',
  summary: 'Dissolve a group; its components stay on the page',
  answer: { status: 200, schema: groupShape },
  run: async ({ desk, params }) => {
    const before = await show(desk, params.id ?? '');
    await desk.perform({ type: 'removeGroup', groupId: before.id });
    return before;
  },
});

export const componentGroupOperations = [
  list,
  get,
  create,
  operation({ ...change, method: 'PATCH' }),
  operation({ ...change, method: 'PUT' }),
  remove,
];
