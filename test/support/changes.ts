import fc from 'fast-check';
import type { Component, ComponentGroup } from '../../server/domain/component.ts';
import type { Draft } from '../../server/domain/draft.ts';
import type { Report } from '../../server/domain/incident.ts';
import { componentStatuses, incidentStatuses } from '../../server/domain/status.ts';

/** What a request can refer to. */
export type Known = {
  readonly now: number;
  readonly groups: readonly ComponentGroup[];
  readonly components: readonly Component[];
  readonly reports: readonly Report[];
  readonly drafts: readonly Draft[];
};

export type ChangeRequest = { readonly method: string; readonly path: string; readonly body?: object };

const kinds = [
  'addComponent',
  'addComponent',
  'sayStatus',
  'sayStatus',
  'sayStartDate',
  'moveComponent',
  'retireComponent',
  'restoreComponent',
  'addGroup',
  'removeGroup',
  'open',
  'open',
  'open',
  'backfill',
  'schedule',
  'schedule',
  'recur',
  'post',
  'post',
  'post',
  'rename',
  'correct',
  'correct',
  'deleteUpdate',
  'deleteReport',
  'deleteReport',
  'merge',
  'merge',
  'merge',
  'writePostmortem',
  'writePostmortem',
  'publishPostmortem',
  'revertPostmortem',
  'policy',
  'zone',
  'draft',
  'draft',
  'publishDraft',
] as const;

/** What a random request of staff is made of. Which records it names depends on what is there when it is its turn. */
export const changeStep = fc.record({
  kind: fc.constantFrom(...kinds),
  first: fc.nat(20),
  second: fc.nat(20),
  text: fc.constantFrom('We look into it.', 'It is **slow** & "odd" <b>', '* one\n* two', 'Größe 😀'),
  status: fc.constantFrom(...componentStatuses),
  incidentStatus: fc.constantFrom(...incidentStatuses),
  flag: fc.boolean(),
  /** How long ago something is said to have happened, minutes. */
  ago: fc.oneof(fc.nat(300), fc.nat(150_000)),
  /** Minutes until it is its turn. */
  minutes: fc.integer({ min: 1, max: 5_000 }),
});

type ChangeStep = typeof changeStep extends fc.Arbitrary<infer T> ? T : never;

/** The request of a step; null when there is nothing yet that it could be about. */
export function requestOf(step: ChangeStep, known: Known): ChangeRequest | null {
  const { first, second, flag, status, text } = step;
  const at = (minutes: number): string => new Date(known.now + minutes * 60_000).toISOString();
  const live = known.components.filter(({ retiredAt }) => retiredAt === null);
  const component = live[first % Math.max(1, live.length)];
  const other = live[second % Math.max(1, live.length)];
  const group = known.groups[first % Math.max(1, known.groups.length)];
  const report = known.reports[first % Math.max(1, known.reports.length)];
  const incidents = known.reports.filter(({ kind }) => kind === 'incident');
  const [from, into] = [
    incidents[first % Math.max(1, incidents.length)],
    incidents[second % Math.max(1, incidents.length)],
  ];
  const update = report?.updates[second % report.updates.length];
  const draft = known.drafts[first % Math.max(1, known.drafts.length)];
  const said = Object.fromEntries(
    [component, ...(flag ? [other] : [])].flatMap((one, n) =>
      one ? [[one.id, n === 0 ? status : 'partial_outage']] : [],
    ),
  );
  const incident = { name: `Incident ${first} <&>`, status: step.incidentStatus, body: text };
  switch (step.kind) {
    case 'addComponent': {
      const start = flag ? { start_date: at(-step.ago).slice(0, 10) } : {};
      const named = { name: `Component ${first}`, status, group_id: group?.id ?? null, ...start };
      return { method: 'POST', path: '/components', body: { component: named } };
    }
    case 'sayStatus':
      return component ? patchComponent(component, { status }) : null;
    case 'sayStartDate':
      return component
        ? patchComponent(component, { start_date: flag ? at(-step.ago).slice(0, 10) : null })
        : null;
    case 'moveComponent':
      return component ? patchComponent(component, { group_id: flag ? (group?.id ?? null) : null }) : null;
    case 'retireComponent':
      return component ? { method: 'DELETE', path: `/components/${component.id}` } : null;
    case 'restoreComponent': {
      const retired = known.components.find(({ retiredAt }) => retiredAt !== null);
      return retired ? { method: 'POST', path: `/components/${retired.id}/restore` } : null;
    }
    case 'addGroup': {
      const body = {
        component_group: { name: `Group ${first}`, components: component ? [component.id] : [] },
      };
      return { method: 'POST', path: '/component-groups', body };
    }
    case 'removeGroup':
      return group ? { method: 'DELETE', path: `/component-groups/${group.id}` } : null;
    case 'open':
      return { method: 'POST', path: '/incidents', body: { incident: { ...incident, components: said } } };
    case 'backfill': {
      const past = { ...incident, backfilled: true, backfill_date: at(-step.ago) };
      return { method: 'POST', path: '/incidents', body: { incident: past } };
    }
    case 'schedule': {
      const planned = {
        name: `Maintenance ${first}`,
        body: text,
        scheduled_for: at(first * 60 + 1),
        scheduled_until: at(first * 60 + 30 + second * 60),
        component_ids: component ? [component.id] : [],
        scheduled_auto_in_progress: flag,
        scheduled_auto_completed: flag,
      };
      return { method: 'POST', path: '/incidents', body: { incident: planned } };
    }
    case 'recur': {
      const series = {
        name: `Weekly ${first}`,
        component_ids: component ? [component.id] : [],
        starts_at: at(first * 60 + 1).slice(0, 16),
        duration_minutes: 60,
        rrule: `FREQ=WEEKLY;COUNT=${2 + second}`,
      };
      return { method: 'POST', path: '/maintenance_series', body: { maintenance_series: series } };
    }
    case 'post': {
      if (!report) return null;
      const words =
        report.kind === 'maintenance'
          ? { status: flag ? 'completed' : 'in_progress', body: text }
          : { status: step.incidentStatus, body: text, components: said };
      return { method: 'PATCH', path: `/incidents/${report.id}`, body: { incident: words } };
    }
    case 'rename': {
      if (!report) return null;
      const words = { name: `Renamed ${second}`, impact_override: flag ? 'minor' : null };
      return { method: 'PATCH', path: `/incidents/${report.id}`, body: { incident: words } };
    }
    case 'correct': {
      if (!report || !update) return null;
      const corrected = flag
        ? { display_at: at(-step.ago), body: text }
        : report.kind === 'incident' && second % 2 === 0
          ? { components: said }
          : { body: text };
      const path = `/incidents/${report.id}/incident_updates/${update.id}`;
      return { method: 'PATCH', path, body: { incident_update: corrected } };
    }
    case 'deleteUpdate':
      return report && update
        ? { method: 'DELETE', path: `/incidents/${report.id}/incident_updates/${update.id}` }
        : null;
    case 'deleteReport':
      return report ? { method: 'DELETE', path: `/incidents/${report.id}` } : null;
    case 'merge':
      return from && into
        ? { method: 'POST', path: `/incidents/${from.id}/merge`, body: { into: into.id } }
        : null;
    case 'writePostmortem':
      return report
        ? {
            method: 'PUT',
            path: `/incidents/${resolved(known, first)}/postmortem`,
            body: { postmortem: { body_draft: `${text} ${second}` } },
          }
        : null;
    case 'publishPostmortem':
      return { method: 'PUT', path: `/incidents/${written(known, first)}/postmortem/publish`, body: {} };
    case 'revertPostmortem':
      return { method: 'PUT', path: `/incidents/${written(known, first)}/postmortem/revert` };
    case 'policy': {
      const policy = {
        weights: { degraded_performance: first, partial_outage: 300 + second, major_outage: 1000 },
        maintenance: (['exclude', 'up', 'down'] as const)[second % 3],
        outage_during_maintenance: flag ? 'outage_wins' : 'maintenance_wins',
      };
      return { method: 'PATCH', path: '', body: { page: { availability_policy: policy } } };
    }
    case 'zone':
      return {
        method: 'PATCH',
        path: '',
        body: { page: { time_zone: flag ? 'Europe/Zurich' : 'Etc/UTC', name: `Page ${first}` } },
      };
    case 'draft': {
      const kept = {
        ...incident,
        components: said,
        draft: true,
        ...(flag ? { publish_at: at(60 + first) } : {}),
      };
      return { method: 'POST', path: '/incidents', body: { incident: kept } };
    }
    case 'publishDraft':
      return draft ? { method: 'POST', path: `/drafts/${draft.id}/publish` } : null;
  }
}

function patchComponent({ id }: Component, component: object): ChangeRequest {
  return { method: 'PATCH', path: `/components/${id}`, body: { component } };
}

const nobody = 'zzzzzzzzzzzz';

function resolved({ reports }: Known, n: number): string {
  const ended = reports.filter(({ status }) => status === 'resolved');
  return ended[n % Math.max(1, ended.length)]?.id ?? nobody;
}

function written({ reports }: Known, n: number): string {
  const found = reports.filter((report) => report.kind === 'incident' && report.postmortem !== null);
  return found[n % Math.max(1, found.length)]?.id ?? nobody;
}
