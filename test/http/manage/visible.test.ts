import { expect, test } from 'vitest';
import { operations } from '../../../server/http/manage/operations.ts';
import { startApplication, type TestApplication } from '../../support/application.ts';
import { type Callers, openCallers } from '../../support/callers.ts';
import { png } from '../../support/images.ts';

/** What the public must find, or not find, as soon as the answer arrives. */
type Claim = {
  readonly at: string;
  readonly shows?: string;
  readonly hides?: string;
  /** The first stands above the second. */
  readonly ordered?: readonly [string, string];
};

type World = {
  readonly callers: Callers;
  readonly component: string;
  readonly group: string;
  /** A text that is nowhere else. */
  readonly mark: string;
  readonly incident: (fields?: object) => Promise<{ id: string; incident_updates: { id: string }[] }>;
};

type Json = { readonly id: string };
type Case = (world: World, method: string) => Promise<readonly Claim[]>;

/** The page, and what API v2 says of it. */
const home = (claim: Omit<Claim, 'at'>): Claim[] => [
  { at: '/', ...claim },
  { at: '/api/v2/summary.json', ...claim },
];

const draft = async ({ callers, mark }: World): Promise<string> => {
  const body = { draft: { incident: { name: mark, status: 'investigating' } } };
  return (await callers.json<Json>('POST', '/drafts', { body })).id;
};
const series = async ({ callers, component, mark }: World): Promise<string> => {
  const planned = {
    name: mark,
    component_ids: [component],
    starts_at: '2026-11-30T22:00',
    duration_minutes: 60,
    rrule: 'FREQ=WEEKLY',
  };
  return (await callers.json<Json>('POST', '/maintenance_series', { body: { maintenance_series: planned } }))
    .id;
};
const postmortem = async ({ callers, incident, mark }: World): Promise<string> => {
  const { id } = await incident();
  await callers.json('PATCH', `/incidents/${id}`, { body: { incident: { status: 'resolved' } } });
  await callers.json('PUT', `/incidents/${id}/postmortem`, { body: { postmortem: { body_draft: mark } } });
  return id;
};

const setLogo = ({ callers }: World) =>
  callers.json('PUT', '/logo', { body: png(1, 1), headers: { 'content-type': 'image/png' } });

const changePage: Case = async ({ callers, mark }, method) => {
  await callers.json(method, '', { body: { page: { name: mark } } });
  return home({ shows: mark });
};
const changeComponent: Case = async ({ callers, component, mark }, method) => {
  await callers.json(method, `/components/${component}`, { body: { component: { name: mark } } });
  return home({ shows: mark });
};
const setStatus: Case = async ({ callers, component }) => {
  const body = { component: { status: 'major_outage' } };
  await callers.json('PUT', `/components/${component}/status`, { body });
  return [
    { at: '/', shows: 'Major outage' },
    { at: '/api/v2/summary.json', shows: '"status":"major_outage"' },
  ];
};
const changeGroup: Case = async ({ callers, group, mark }, method) => {
  await callers.json(method, `/component-groups/${group}`, { body: { component_group: { name: mark } } });
  return home({ shows: mark });
};
const changeIncident: Case = async ({ callers, incident, mark }, method) => {
  const { id } = await incident();
  await callers.json(method, `/incidents/${id}`, { body: { incident: { body: mark } } });
  return [...home({ shows: mark }), { at: `/incidents/${id}`, shows: mark }];
};
const changeUpdate: Case = async ({ callers, incident, mark }, method) => {
  const { id, incident_updates } = await incident();
  const path = `/incidents/${id}/incident_updates/${incident_updates[0]?.id}`;
  await callers.json(method, path, { body: { incident_update: { body: mark } } });
  return home({ shows: mark });
};

const page = '/pages/{page_id}';
const update = `${page}/incidents/{incident_id}/incident_updates/{incident_update_id}`;
const ofPostmortem = `${page}/incidents/{incident_id}/postmortem`;

const cases: Readonly<Record<string, Case>> = {
  [`PATCH ${page}`]: changePage,
  [`PUT ${page}`]: changePage,
  [`PUT ${page}/logo`]: async (world) => {
    await setLogo(world);
    return [{ at: '/', shows: '<img class="logo"' }];
  },
  [`DELETE ${page}/logo`]: async (world) => {
    await setLogo(world);
    await world.callers.json('DELETE', '/logo');
    return [{ at: '/', hides: '<img' }];
  },
  [`POST ${page}/components`]: async ({ callers, mark }) => {
    await callers.json('POST', '/components', { body: { component: { name: mark } } });
    return home({ shows: mark });
  },
  [`PATCH ${page}/components/{component_id}`]: changeComponent,
  [`PUT ${page}/components/{component_id}`]: changeComponent,
  [`DELETE ${page}/components/{component_id}`]: async ({ callers, mark }) => {
    const { id } = await callers.json<Json>('POST', '/components', { body: { component: { name: mark } } });
    await callers.json('DELETE', `/components/${id}`);
    return home({ hides: mark });
  },
  [`PUT ${page}/components/{component_id}/status`]: setStatus,
  [`POST ${page}/components/{component_id}/restore`]: async ({ callers, mark }) => {
    const { id } = await callers.json<Json>('POST', '/components', { body: { component: { name: mark } } });
    await callers.json('DELETE', `/components/${id}`);
    await callers.json('POST', `/components/${id}/restore`);
    return home({ shows: mark });
  },
  [`PUT ${page}/order`]: async ({ callers, component, group, mark }) => {
    const { id } = await callers.json<Json>('POST', '/components', { body: { component: { name: mark } } });
    const body = { order: [{ id }, { id: group, components: [component] }] };
    await callers.json('PUT', '/order', { body });
    return [
      { at: '/', ordered: [mark, 'Europe'] },
      { at: '/api/v2/components.json', ordered: [mark, 'Europe'] },
    ];
  },
  [`POST ${page}/imports/statuspage`]: async ({ callers, mark }) => {
    const at = '2026-01-05T10:00:00.000Z';
    const record = {
      id: 'importedabcd',
      name: mark,
      status: 'investigating',
      impact: 'minor',
      created_at: at,
      updated_at: at,
      incident_updates: [
        {
          id: 'importedefgh',
          status: 'investigating',
          body: 'We look.',
          created_at: at,
          updated_at: at,
          display_at: at,
        },
      ],
    };
    const body = { files: [{ name: 'incidents.jsonl', text: JSON.stringify(record) }] };
    await callers.json('POST', '/imports/statuspage', { body });
    return [...home({ shows: mark }), { at: '/incidents/importedabcd', shows: mark }];
  },
  [`POST ${page}/component-groups`]: async ({ callers, component, mark }) => {
    const body = { component_group: { name: mark, components: [component] } };
    await callers.json('POST', '/component-groups', { body });
    return home({ shows: mark });
  },
  [`PATCH ${page}/component-groups/{id}`]: changeGroup,
  [`PUT ${page}/component-groups/{id}`]: changeGroup,
  [`DELETE ${page}/component-groups/{id}`]: async (world) => {
    await changeGroup(world, 'PATCH');
    await world.callers.json('DELETE', `/component-groups/${world.group}`);
    return home({ hides: world.mark });
  },
  [`POST ${page}/incidents`]: async ({ incident, mark }) => {
    const { id } = await incident({ name: mark });
    return [...home({ shows: mark }), { at: `/incidents/${id}`, shows: mark }];
  },
  [`PATCH ${page}/incidents/{incident_id}`]: changeIncident,
  [`PUT ${page}/incidents/{incident_id}`]: changeIncident,
  [`DELETE ${page}/incidents/{incident_id}`]: async ({ callers, incident, mark }) => {
    const { id } = await incident({ name: mark });
    await callers.json('DELETE', `/incidents/${id}`);
    return [...home({ hides: mark }), { at: `/incidents/${id}`, hides: mark }];
  },
  [`POST ${page}/incidents/{incident_id}/merge`]: async ({ callers, incident, mark }) => {
    const into = await incident();
    const { id } = await incident({ name: mark, body: `${mark} moved` });
    await callers.json('POST', `/incidents/${id}/merge`, { body: { into: into.id } });
    return [...home({ hides: `${mark}<` }), { at: `/incidents/${into.id}`, shows: `${mark} moved` }];
  },
  [`PATCH ${update}`]: changeUpdate,
  [`PUT ${update}`]: changeUpdate,
  [`DELETE ${update}`]: async ({ callers, incident, mark }) => {
    const { id } = await incident();
    const body = { incident: { status: 'identified', body: mark } };
    const posted = await callers.json<{ incident_updates: Json[] }>('PATCH', `/incidents/${id}`, { body });
    await callers.json('DELETE', `/incidents/${id}/incident_updates/${posted.incident_updates[0]?.id}`);
    return home({ hides: mark });
  },
  [`POST ${page}/drafts`]: async (world) => {
    await draft(world);
    return home({ hides: world.mark });
  },
  [`PATCH ${page}/drafts/{draft_id}`]: async (world) => {
    const body = { draft: { incident: { name: `${world.mark} again`, status: 'investigating' } } };
    await world.callers.json('PATCH', `/drafts/${await draft(world)}`, { body });
    return home({ hides: world.mark });
  },
  [`POST ${page}/drafts/{draft_id}/publish`]: async (world) => {
    await world.callers.json('POST', `/drafts/${await draft(world)}/publish`);
    return home({ shows: world.mark });
  },
  [`DELETE ${page}/drafts/{draft_id}`]: async (world) => {
    await world.callers.json('DELETE', `/drafts/${await draft(world)}`);
    return home({ hides: world.mark });
  },
  [`POST ${page}/maintenance_series`]: async (world) => {
    await series(world);
    return home({ shows: world.mark });
  },
  [`PATCH ${page}/maintenance_series/{series_id}`]: async (world) => {
    const body = { maintenance_series: { name: `${world.mark} again` } };
    await world.callers.json('PATCH', `/maintenance_series/${await series(world)}`, { body });
    return home({ shows: `${world.mark} again` });
  },
  [`DELETE ${page}/maintenance_series/{series_id}`]: async (world) => {
    await world.callers.json('DELETE', `/maintenance_series/${await series(world)}`);
    return home({ hides: world.mark });
  },
  [`PUT ${ofPostmortem}`]: async (world) => [
    { at: `/incidents/${await postmortem(world)}`, hides: world.mark },
  ],
  [`PUT ${ofPostmortem}/publish`]: async (world) => {
    const id = await postmortem(world);
    await world.callers.json('PUT', `/incidents/${id}/postmortem/publish`, { body: { postmortem: {} } });
    return [{ at: `/incidents/${id}`, shows: world.mark }];
  },
  [`PUT ${ofPostmortem}/revert`]: async (world) => {
    const id = await postmortem(world);
    await world.callers.json('PUT', `/incidents/${id}/postmortem/publish`, { body: { postmortem: {} } });
    await world.callers.json('PUT', `/incidents/${id}/postmortem/revert`);
    return [{ at: `/incidents/${id}`, hides: world.mark }];
  },
  [`DELETE ${ofPostmortem}`]: async (world) => {
    const id = await postmortem(world);
    await world.callers.json('PUT', `/incidents/${id}/postmortem/publish`, { body: { postmortem: {} } });
    await world.callers.json('DELETE', `/incidents/${id}/postmortem`);
    return [{ at: `/incidents/${id}`, hides: world.mark }];
  },
};

/** Changes nothing that the public could see: what staff have for themselves. */
function isForStaff(path: string): boolean {
  return /^\/(?!pages)|\/(announcements|subscribers|alert_targets|incident_templates|status_embed_config|members|tokens)(\/|$)/.test(
    path,
  );
}

const writes = operations.filter(({ method, path }) => method !== 'GET' && !isForStaff(path));

test.each(writes.map(({ method, path }) => [method, path]))(
  '%s %s shows on the page when its answer arrives',
  async (method, path) => {
    const app = await startApplication();
    const act = cases[`${method} ${path}`];
    expect([method, path, act !== undefined]).toEqual([method, path, true]);
    const world = await furnish(app);
    for (const { at, shows, hides, ordered } of (await act?.(world, method)) ?? []) {
      const text = await app.text(at);
      if (shows !== undefined) expect([at, shows, text.includes(shows)]).toEqual([at, shows, true]);
      if (hides !== undefined) expect([at, hides, text.includes(hides)]).toEqual([at, hides, false]);
      if (ordered !== undefined) {
        const places = ordered.map((each) => text.indexOf(each));
        expect([at, places, places.every((place) => place >= 0)]).toEqual([at, places, true]);
        expect(places).toEqual([...places].sort((a, b) => a - b));
      }
    }
  },
);

async function furnish(app: TestApplication): Promise<World> {
  const callers = await openCallers(app);
  const component = await callers.json<Json>('POST', '/components', { body: { component: { name: 'API' } } });
  const group = await callers.json<Json>('POST', '/component-groups', {
    body: { component_group: { name: 'Europe', components: [component.id] } },
  });
  return {
    callers,
    component: component.id,
    group: group.id,
    mark: 'Kestrel seven',
    incident: (fields = {}) =>
      callers.json('POST', '/incidents', {
        body: { incident: { name: 'Slow answers', status: 'investigating', ...fields } },
      }),
  };
}
