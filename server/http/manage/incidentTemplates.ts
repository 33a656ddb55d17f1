import { z } from 'zod';
import type { Desk } from './desk.ts';
import { flag, id, maybe, name, orNothing, readOnly, reportStatus, words } from './fields.ts';
import { given } from './given.ts';
import { notFound } from './notFound.ts';
import { type Call, operation } from './operation.ts';
import { pagedQuery, pageOf } from './paging.ts';
import { readSurroundings, templateShape, toTemplate } from './shapes.ts';

const path = '/pages/{page_id}/incident_templates/{incident_template_id}';

const fields = {
  ...readOnly(['id', 'components']),
  group_id: orNothing(id).optional(),
  update_status: orNothing(reportStatus).optional(),
  should_tweet: maybe(flag),
  should_send_notifications: maybe(flag),
  component_ids: z.array(id).max(5_000).optional(),
};
const newBody = z.strictObject({ template: z.strictObject({ ...fields, name, title: name, body: words }) });
const changeBody = z.strictObject({
  template: z.strictObject({
    ...fields,
    name: name.optional(),
    title: name.optional(),
    body: words.optional(),
  }),
});

function said(template: z.output<typeof changeBody>['template']) {
  return given({
    groupId: template.group_id,
    status: template.update_status,
    componentIds: template.component_ids,
    notifies: template.should_send_notifications,
    tweets: template.should_tweet,
  });
}

async function show(desk: Desk, templateId: string): Promise<z.output<typeof templateShape>> {
  return desk.read(async (reads) => {
    const template = (await reads.templates()).find((candidate) => candidate.id === templateId);
    if (!template) throw notFound('incident_template', templateId);
    return toTemplate(template, await readSurroundings(reads, desk));
  });
}

const list = operation({
  method: 'GET',
  path: '/pages/{page_id}/incident_templates',
  role: 'viewer',
  summary: 'All incident templates, by name',
  query: pagedQuery,
  answer: { status: 200, schema: z.array(templateShape) },
  run: ({ desk, query }) =>
    desk.read(async (reads) => {
      const around = await readSurroundings(reads, desk);
      const templates = pageOf(await reads.templates(), query);
      return templates.map((template) => toTemplate(template, around));
    }),
});

const get = operation({
  method: 'GET',
  path,
  role: 'viewer',
  summary: 'One incident template',
  answer: { status: 200, schema: templateShape },
  run: ({ desk, params }) => show(desk, params.incident_template_id ?? ''),
});

const create = operation({
  method: 'POST',
  path: '/pages/{page_id}/incident_templates',
  role: 'editor',
  summary: 'Keep what to say when something happens',
  body: newBody,
  answer: { status: 201, schema: templateShape },
  run: async ({ desk, body: { template } }) => {
    const { name: own, title, body } = template;
    return show(desk, await desk.perform({ type: 'addTemplate', name: own, title, body, ...said(template) }));
  },
});

const change = {
  path,
  role: 'editor',
  summary: 'Change an incident template',
  body: changeBody,
  answer: { status: 200, schema: templateShape },
  run: async ({ desk, params, body: { template } }: Call<undefined, z.output<typeof changeBody>>) => {
    const templateId = params.incident_template_id ?? '';
    const { name: own, title, body } = template;
    await desk.perform({
      type: 'editTemplate',
      templateId,
      ...given({ name: own, title, body }),
      ...said(template),
    });
    return show(desk, templateId);
  },
} as const;

const remove = operation({
  method: 'DELETE',
  path,
  role: 'editor',
  summary: 'Delete an incident template',
  answer: { status: 204, schema: null },
  run: async ({ desk, params }) => {
    await desk.perform({ type: 'removeTemplate', templateId: params.incident_template_id ?? '' });
  },
});

export const incidentTemplateOperations = [
  list,
  get,
  create,
  operation({ ...change, method: 'PATCH' }),
  operation({ ...change, method: 'PUT' }),
  remove,
];
