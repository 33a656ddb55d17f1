import { z } from 'zod';
import { orderOf } from '../../domain/pageOrder.ts';
import type { Desk } from './desk.ts';
import { id } from './fields.ts';
import { given } from './given.ts';
import { operation } from './operation.ts';

/** More than fit into a body. */
const longest = 10_000;

const orderBody = z.strictObject({
  order: z.array(z.strictObject({ id, components: z.array(id).max(longest).optional() })).max(longest),
});

/** Groups with their components, and components without a group. */
export const orderShape = z
  .object({ order: z.array(z.object({ id: z.string(), components: z.array(z.string()).optional() })) })
  .meta({ id: 'PageOrder' });

function show(desk: Desk): Promise<z.output<typeof orderShape>> {
  return desk.read(async (reads) => {
    const order = orderOf(await reads.groups(), await reads.components());
    return {
      order: order.map(({ id: own, componentIds }) => ({
        id: own,
        ...given({ components: componentIds && [...componentIds] }),
      })),
    };
  });
}

const get = operation({
  method: 'GET',
  path: '/pages/{page_id}/order',
  role: 'viewer',
  summary: 'In which order everything stands on the page: components, and groups with their components',
  answer: { status: 200, schema: orderShape },
  run: ({ desk }) => show(desk),
});

const arrange = operation({
  method: 'PUT',
  path: '/pages/{page_id}/order',
  role: 'admin',
  summary: 'Put everything on the page into another order, and components into other groups, at once',
  body: orderBody,
  answer: { status: 200, schema: orderShape },
  run: async ({ desk, body }) => {
    const order = body.order.map(({ id: own, components }) => ({
      id: own,
      ...given({ componentIds: components }),
    }));
    await desk.perform({ type: 'arrangePage', order });
    return show(desk);
  },
});

export const pageOrderOperations = [get, arrange];
