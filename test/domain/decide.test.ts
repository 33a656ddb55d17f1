import { describe, expect, test } from 'vitest';
import type { Change, Command, Moment, State } from '../../server/domain/command.ts';
import type { Component } from '../../server/domain/component.ts';
import { decide } from '../../server/domain/decide.ts';
import { deriveImpacts } from '../../server/domain/deriveImpacts.ts';
import { defaultEmbed } from '../../server/domain/embed.ts';
import type { Impact } from '../../server/domain/impact.ts';
import type { Report } from '../../server/domain/incident.ts';
import { defaultPolicy } from '../../server/domain/policy.ts';
import type { Postmortem } from '../../server/domain/postmortem.ts';

const hour = 3_600_000;
const noon = Date.UTC(2026, 10, 23, 12);
const text = { source: 'Words.', html: '<p>Words.</p>' };

function component(id: string, name: string): Component {
  return {
    id,
    name,
    description: null,
    groupId: null,
    position: 1,
    showcase: true,
    onlyShowIfDegraded: false,
    startDate: null,
    createdAt: noon - 1000 * hour,
    updatedAt: noon - 1000 * hour,
    retiredAt: null,
    absences: [],
  };
}

const api = component('api000000000', 'API');
const web = component('web000000000', 'Web');

function emptyState(): State {
  return {
    revision: 0,
    page: {
      id: 'page00000000',
      name: 'Status',
      timeZone: 'Etc/UTC',
      policy: defaultPolicy,
      description: null,
      headline: null,
      websiteUrl: null,
      supportUrl: null,
      hiddenFromSearch: false,
      language: 'en',
      accentColor: null,
      accentColorDark: null,
      logo: null,
      embed: defaultEmbed,
      createdAt: 0,
      updatedAt: 0,
      namedAt: null,
    },
    groups: [],
    components: [api, web],
    openImpacts: [],
    reports: [],
    pastImpacts: [],
    deletedIds: [],
    tokens: [],
    members: [],
    links: [],
    sessions: [],
    subscribers: [],
    templates: [],
    drafts: [],
    series: [],
    occurrences: [],
    merged: [],
  };
}

/** Applies decisions to a state in memory, as the store does to tables. */
class World {
  state = emptyState();
  impacts: Impact[] = [];
  #drawn = 0;

  moment(now: number): Moment {
    const ids = Array.from({ length: 64 }, () => `i${String(++this.#drawn).padStart(11, '0')}`);
    return { now, ids };
  }

  act(now: number, command: Command): string {
    const decision = decide(this.state, command, this.moment(now));
    if ('refusal' in decision) throw new Error(`${decision.refusal.code}: ${decision.refusal.message}`);
    for (const change of decision.changes) this.#apply(change);
    return decision.subjectId ?? '';
  }

  refusal(now: number, command: Command): string {
    const decision = decide(this.state, command, this.moment(now));
    if (!('refusal' in decision)) throw new Error(`${command.type} was not refused`);
    return decision.refusal.code;
  }

  report(id: string): Report {
    const report = this.state.reports.find((candidate) => candidate.id === id);
    if (!report) throw new Error(`no report ${id}`);
    return report;
  }

  statusOf(componentId: string, at: number): string[] {
    return this.impacts
      .filter(
        (i) => i.componentId === componentId && i.startedAt <= at && (i.endedAt === null || i.endedAt > at),
      )
      .map((impact) => impact.status)
      .sort();
  }

  #apply(change: Change): void {
    const { state } = this;
    const without = <T extends { id: string }>(list: readonly T[], id: string) =>
      list.filter((e) => e.id !== id);
    if ('remove' in change) {
      this.state =
        change.remove === 'report'
          ? { ...state, reports: without(state.reports, change.reportId) }
          : change.remove === 'group'
            ? { ...state, groups: without(state.groups, change.groupId) }
            : state;
    } else if (change.put === 'page') this.state = { ...state, page: change.page };
    else if (change.put === 'component') {
      this.state = {
        ...state,
        components: [...without(state.components, change.component.id), change.component],
      };
    } else if (change.put === 'group') {
      this.state = { ...state, groups: [...without(state.groups, change.group.id), change.group] };
    } else if (change.put === 'report') {
      this.state = { ...state, reports: [...without(state.reports, change.report.id), change.report] };
    } else if (change.put === 'token') {
      this.state = { ...state, tokens: [...without(state.tokens, change.token.id), change.token] };
    } else if (change.put === 'impact' || change.put === 'impacts') {
      const incoming = change.put === 'impact' ? [change.impact] : change.impacts;
      const replaced = (impact: Impact): boolean =>
        change.put === 'impact'
          ? impact.source.id === change.impact.source.id &&
            impact.componentId === change.impact.componentId &&
            impact.startedAt === change.impact.startedAt
          : impact.source.id === change.source.id;
      this.impacts = [...this.impacts.filter((impact) => !replaced(impact)), ...incoming];
    }
    this.state = {
      ...this.state,
      openImpacts: this.impacts.filter((impact) => impact.endedAt === null),
      pastImpacts: this.impacts,
    };
  }
}

function open(world: World, at: number, statuses: Record<string, 'partial_outage' | 'major_outage'>): string {
  return world.act(at, { type: 'openIncident', name: 'Trouble', status: 'investigating', text, statuses });
}

describe('the status of a component', () => {
  test('stays red while another incident still hurts, and goes green when the last one ends', () => {
    const world = new World();
    const first = open(world, noon, { [api.id]: 'major_outage' });
    const second = open(world, noon + hour, { [api.id]: 'partial_outage' });
    const resolved = { type: 'postUpdate', status: 'resolved', text, statuses: {} } as const;
    world.act(noon + 2 * hour, { ...resolved, incidentId: first });
    expect(world.statusOf(api.id, noon + 2 * hour)).toEqual(['partial_outage']);
    world.act(noon + 3 * hour, { ...resolved, incidentId: second });
    expect(world.statusOf(api.id, noon + 3 * hour)).toEqual([]);
    expect(world.statusOf(api.id, noon + hour)).toEqual(['major_outage', 'partial_outage']);
  });

  test('set by hand holds until it is set again', () => {
    const world = new World();
    world.act(noon, { type: 'setComponentStatus', componentId: api.id, status: 'degraded_performance' });
    world.act(noon + hour, { type: 'setComponentStatus', componentId: api.id, status: 'major_outage' });
    world.act(noon + 2 * hour, { type: 'setComponentStatus', componentId: api.id, status: 'operational' });
    expect(world.impacts.map(({ status, startedAt, endedAt }) => [status, startedAt, endedAt])).toEqual([
      ['degraded_performance', noon, noon + hour],
      ['major_outage', noon + hour, noon + 2 * hour],
    ]);
  });

  test('set by hand to what it is already changes nothing', () => {
    const world = new World();
    const command = { type: 'setComponentStatus', componentId: api.id, status: 'major_outage' } as const;
    world.act(noon, command);
    expect(decide(world.state, command, world.moment(noon + hour))).toEqual({
      changes: [],
      subjectId: api.id,
    });
  });
});

describe('an incident', () => {
  test('derives its impacts from its updates, in the order of what they speak of', () => {
    const world = new World();
    const id = open(world, noon, { [api.id]: 'partial_outage', [web.id]: 'partial_outage' });
    const update = { type: 'postUpdate', incidentId: id, text } as const;
    world.act(noon + 2 * hour, { ...update, status: 'identified', statuses: { [api.id]: 'major_outage' } });
    world.act(noon + 3 * hour, { ...update, status: 'monitoring', statuses: { [web.id]: 'operational' } });
    world.act(noon + 4 * hour, { ...update, status: 'resolved', statuses: {} });
    expect(world.impacts.map((i) => [i.componentId, i.status, i.startedAt, i.endedAt])).toEqual([
      [api.id, 'partial_outage', noon, noon + 2 * hour],
      [web.id, 'partial_outage', noon, noon + 3 * hour],
      [api.id, 'major_outage', noon + 2 * hour, noon + 4 * hour],
    ]);
    expect(world.report(id)).toMatchObject({
      status: 'resolved',
      impact: 'critical',
      monitoringAt: noon + 3 * hour,
      resolvedAt: noon + 4 * hour,
    });
  });

  test('follows its latest update by display time, in whatever order the updates were written', () => {
    const world = new World();
    const id = open(world, noon, { [api.id]: 'partial_outage' });
    const update = { type: 'postUpdate', incidentId: id, text, statuses: {} } as const;
    world.act(noon + 3 * hour, { ...update, status: 'resolved' });
    world.act(noon + 4 * hour, { ...update, status: 'identified', displayAt: noon + hour });
    expect(world.report(id)).toMatchObject({ status: 'resolved', resolvedAt: noon + 3 * hour });
    expect(world.report(id).updates.map((u) => u.status)).toEqual([
      'resolved',
      'identified',
      'investigating',
    ]);
  });

  test('derives afresh when an update is back-dated, edited or deleted', () => {
    const world = new World();
    const id = open(world, noon, { [api.id]: 'partial_outage' });
    const worse = world.act(noon + 2 * hour, {
      type: 'postUpdate',
      incidentId: id,
      status: 'identified',
      text,
      statuses: { [api.id]: 'major_outage' },
    });
    const edit = { type: 'editUpdate', incidentId: id, updateId: worse } as const;
    world.act(noon + 3 * hour, { ...edit, displayAt: noon + hour });
    expect(world.statusOf(api.id, noon + 1.5 * hour)).toEqual(['major_outage']);
    world.act(noon + 3 * hour, { ...edit, statuses: { [web.id]: 'major_outage' } });
    expect(world.statusOf(api.id, noon + 2.5 * hour)).toEqual(['partial_outage']);
    expect(world.statusOf(web.id, noon + 2.5 * hour)).toEqual(['major_outage']);
    world.act(noon + 3 * hour, { type: 'deleteUpdate', incidentId: id, updateId: worse });
    expect(world.statusOf(web.id, noon + 2.5 * hour)).toEqual([]);
    expect(world.report(id)).toMatchObject({ status: 'investigating', impact: 'major' });
  });

  test('reopens with a later update, and the time between does not count', () => {
    const world = new World();
    const id = open(world, noon, { [api.id]: 'partial_outage' });
    const update = { type: 'postUpdate', incidentId: id, text } as const;
    world.act(noon + hour, { ...update, status: 'resolved', statuses: {} });
    world.act(noon + 2 * hour, {
      ...update,
      status: 'investigating',
      statuses: { [api.id]: 'partial_outage' },
    });
    expect(world.report(id).resolvedAt).toBeNull();
    expect(world.statusOf(api.id, noon + 1.5 * hour)).toEqual([]);
    expect(world.statusOf(api.id, noon + 2.5 * hour)).toEqual(['partial_outage']);
  });

  test('refuses a second resolution, an unknown component, a future time and its last update’s deletion', () => {
    const world = new World();
    const id = open(world, noon, {});
    const update = { type: 'postUpdate', incidentId: id, status: 'resolved', text, statuses: {} } as const;
    expect(world.refusal(noon, { ...update, displayAt: noon + 1 })).toBe('invalid_fields');
    expect(world.refusal(noon, { ...update, statuses: { nothing00000: 'operational' } })).toBe(
      'invalid_fields',
    );
    expect(world.refusal(noon, { ...update, statuses: { [api.id]: 'major_outage' } })).toBe('invalid_fields');
    expect(world.refusal(noon, { ...update, status: 'completed' })).toBe('invalid_fields');
    const [first] = world.report(id).updates;
    expect(world.refusal(noon, { type: 'deleteUpdate', incidentId: id, updateId: first?.id ?? '' })).toBe(
      'incident.last_update',
    );
    world.act(noon, update);
    const { text: _, ...again } = update;
    expect(world.refusal(noon, again)).toBe('incident.already_resolved');
    expect(world.refusal(noon, { ...update, incidentId: 'nothing00000' })).toBe('incident.not_found');
  });

  test('comes after what was said before, also when the clock was set back', () => {
    const world = new World();
    const id = open(world, noon, { [api.id]: 'major_outage' });
    world.act(noon - hour, { type: 'postUpdate', incidentId: id, status: 'resolved', text, statuses: {} });
    expect(world.report(id)).toMatchObject({ status: 'resolved', resolvedAt: noon + 1 });
  });

  test('tells the status before an update afresh when an earlier one is corrected', () => {
    const world = new World();
    const id = open(world, noon, { [api.id]: 'partial_outage' });
    world.act(noon + hour, {
      type: 'postUpdate',
      incidentId: id,
      status: 'identified',
      text,
      statuses: { [api.id]: 'major_outage' },
    });
    const [, first] = world.report(id).updates;
    world.act(noon + hour, {
      type: 'editUpdate',
      incidentId: id,
      updateId: first?.id ?? '',
      statuses: { [api.id]: 'degraded_performance' },
    });
    expect(world.report(id).updates[0]?.affected).toMatchObject([
      { oldStatus: 'degraded_performance', newStatus: 'major_outage' },
    ]);
  });

  test('refuses words and times that do not exist', () => {
    const world = new World();
    const command = { type: 'openIncident', name: 'X', text, statuses: {} } as const;
    // As a program could send it that our types do not hold back.
    const wrong = JSON.parse('{"status":"scheduled","impactOverride":"weird"}');
    expect(world.refusal(noon, { ...command, ...wrong })).toBe('invalid_fields');
    expect(world.refusal(noon, { ...command, status: 'resolved', displayAt: -8e15 })).toBe('invalid_fields');
    expect(
      world.refusal(noon, {
        type: 'scheduleMaintenance',
        name: 'X',
        text,
        componentIds: [],
        scheduledFor: noon,
        scheduledUntil: 9e15,
      }),
    ).toBe('invalid_fields');
  });

  test('leaves nothing behind when it is deleted', () => {
    const world = new World();
    const id = open(world, noon, { [api.id]: 'major_outage' });
    world.act(noon + hour, { type: 'deleteIncident', incidentId: id });
    expect(world.state.reports).toEqual([]);
    expect(world.impacts).toEqual([]);
  });
});

describe('a maintenance', () => {
  function schedule(world: World): string {
    return world.act(noon, {
      type: 'scheduleMaintenance',
      name: 'Upgrade',
      text,
      componentIds: [api.id],
      scheduledFor: noon + hour,
      scheduledUntil: noon + 3 * hour,
    });
  }

  test('begins and completes at the planned times, once, also when the clock looks late', () => {
    const world = new World();
    const id = schedule(world);
    world.act(noon + 10 * hour, { type: 'advanceMaintenances' });
    world.act(noon + 11 * hour, { type: 'advanceMaintenances' });
    const report = world.report(id);
    expect(report.updates.map((u) => [u.status, u.displayAt])).toEqual([
      ['completed', noon + 3 * hour],
      ['in_progress', noon + hour],
      ['scheduled', noon],
    ]);
    expect(deriveImpacts(report)).toEqual([
      {
        source: { kind: 'maintenance', id },
        componentId: api.id,
        status: 'under_maintenance',
        startedAt: noon + hour,
        endedAt: noon + 3 * hour,
        reason: null,
      },
    ]);
  });

  test('does nothing before its time', () => {
    const world = new World();
    schedule(world);
    expect(decide(world.state, { type: 'advanceMaintenances' }, world.moment(noon + hour - 1))).toEqual({
      changes: [],
      subjectId: null,
    });
  });

  test('begun early by hand sets the same on its components as when the clock begins it', () => {
    const world = new World();
    const id = schedule(world);
    world.act(noon + 1, { type: 'postUpdate', incidentId: id, status: 'in_progress', text, statuses: {} });
    expect(world.statusOf(api.id, noon + 2)).toEqual(['under_maintenance']);
  });

  test('passes each transition once, also after a person posted something for a later time', () => {
    const world = new World();
    const id = schedule(world);
    world.act(noon + 4 * hour, {
      type: 'postUpdate',
      incidentId: id,
      status: 'scheduled',
      text,
      statuses: {},
    });
    world.act(noon + 5 * hour, { type: 'advanceMaintenances' });
    expect(world.report(id).updates.map((update) => update.status)).toEqual([
      'completed',
      'in_progress',
      'scheduled',
      'scheduled',
    ]);
  });

  test('does not pass a transition again that a person took back', () => {
    const world = new World();
    const id = schedule(world);
    world.act(noon + hour, { type: 'advanceMaintenances' });
    const [begun] = world.report(id).updates;
    world.act(noon + hour, { type: 'deleteUpdate', incidentId: id, updateId: begun?.id ?? '' });
    world.act(noon + 2 * hour, { type: 'advanceMaintenances' });
    expect(world.report(id).status).toBe('scheduled');
  });

  test('can be completed by hand before its end', () => {
    const world = new World();
    const id = schedule(world);
    world.act(noon + hour, { type: 'advanceMaintenances' });
    world.act(noon + 2 * hour, {
      type: 'postUpdate',
      incidentId: id,
      status: 'completed',
      text,
      statuses: {},
    });
    expect(world.statusOf(api.id, noon + 2 * hour)).toEqual([]);
    world.act(noon + 5 * hour, { type: 'advanceMaintenances' });
    expect(world.report(id).updates).toHaveLength(3);
  });

  test('that is entered while it is in progress begins at once, and the clock only completes it', () => {
    const world = new World();
    const command = {
      type: 'scheduleMaintenance',
      name: 'Upgrade',
      componentIds: [api.id],
      scheduledFor: noon - hour,
      scheduledUntil: noon + hour,
      remindPrior: true,
      begun: {},
    } as const;
    const id = world.act(noon, command);
    world.act(noon + 10 * hour, { type: 'advanceMaintenances' });
    world.act(noon + 11 * hour, { type: 'advanceMaintenances' });
    const report = world.report(id);
    expect(report.updates.map((u) => [u.status, u.displayAt])).toEqual([
      ['completed', noon + hour],
      ['in_progress', noon],
    ]);
    expect(deriveImpacts(report)).toMatchObject([
      { componentId: api.id, status: 'under_maintenance', startedAt: noon, endedAt: noon + hour },
    ]);
    expect(world.refusal(noon, { ...command, scheduledFor: noon + 1 })).toBe('invalid_fields');
    expect(world.refusal(noon, { ...command, begun: { zzzzzzzzzzzz: 'major_outage' } })).toBe(
      'invalid_fields',
    );
  });

  test('must end after it begins, and in the future', () => {
    const world = new World();
    const command = { type: 'scheduleMaintenance', name: 'X', text, componentIds: [] } as const;
    expect(world.refusal(noon, { ...command, scheduledFor: noon + hour, scheduledUntil: noon + hour })).toBe(
      'invalid_fields',
    );
    expect(
      world.refusal(noon, { ...command, scheduledFor: noon - 2 * hour, scheduledUntil: noon - hour }),
    ).toBe('invalid_fields');
  });
});

describe('the page and its components', () => {
  test('refuses an unknown time zone, an empty name and a policy that makes no sense, all at once', () => {
    const decision = decide(
      emptyState(),
      {
        type: 'configurePage',
        name: ' ',
        timeZone: 'Mars/Base',
        policy: { ...defaultPolicy, weights: { ...defaultPolicy.weights, major_outage: 1001 } },
      },
      { now: noon, ids: [] },
    );
    expect(decision).toMatchObject({
      refusal: {
        fault: 'invalid',
        details: [{ path: 'name' }, { path: 'time_zone' }, { path: 'policy.weights.major_outage' }],
      },
    });
  });

  test('a retired component leaves the list, keeps its history, and cannot be affected any more', () => {
    const world = new World();
    world.act(noon, { type: 'setComponentStatus', componentId: api.id, status: 'major_outage' });
    world.act(noon + hour, { type: 'retireComponent', componentId: api.id });
    expect(world.impacts).toMatchObject([{ startedAt: noon, endedAt: noon + hour }]);
    expect(
      world.refusal(noon + hour, {
        type: 'openIncident',
        name: 'X',
        status: 'investigating',
        text,
        statuses: { [api.id]: 'major_outage' },
      }),
    ).toBe('invalid_fields');
  });

  test('a revoked token stays revoked at the time when it was', () => {
    const world = new World();
    const id = world.act(noon, {
      type: 'issueToken',
      name: 'CI',
      role: 'editor',
      secretHash: 'x',
      ceiling: 'owner',
    });
    world.act(noon + 1, { type: 'revokeToken', tokenId: id, ceiling: 'owner' });
    world.act(noon + 2, { type: 'revokeToken', tokenId: id, ceiling: 'owner' });
    expect(world.state.tokens).toMatchObject([{ revokedAt: noon + 1 }]);
  });
});

function published(postmortem: Postmortem, source: string, at: number): Postmortem {
  const times = { bodyUpdatedAt: at, publishedAt: at, postedAt: at };
  return { ...postmortem, ...times, draft: null, draftUpdatedAt: null, body: { source, html: '' } };
}

describe('an import', () => {
  test('takes the later of two records and changes nothing the second time', () => {
    const world = new World();
    const id = open(world, noon, { [api.id]: 'partial_outage' });
    const report = world.report(id);
    const records = { type: 'importRecords', page: null, groups: [], components: [] } as const;
    const older = { ...records, reports: [{ ...report, name: 'Older', updatedAt: report.updatedAt - 1 }] };
    expect(decide(world.state, older, world.moment(noon))).toMatchObject({ changes: [] });
    world.act(noon, { ...records, reports: [{ ...report, name: 'Newer', updatedAt: report.updatedAt + 1 }] });
    expect(world.report(id).name).toBe('Newer');
  });

  test('publishes the postmortem that a newer record has, and keeps what is being written here', () => {
    const world = new World();
    const incidentId = open(world, noon, { [api.id]: 'partial_outage' });
    world.act(noon + hour, { type: 'postUpdate', incidentId, status: 'resolved', text, statuses: {} });
    world.act(noon + hour, { type: 'draftPostmortem', incidentId, text });
    const impacts = world.impacts;
    const postmortem = () => {
      const report = world.report(incidentId);
      return report.kind === 'incident' ? report.postmortem : null;
    };
    const own = postmortem();
    const recorded = (updatedAt: number, source: string | null) => ({
      ...world.report(incidentId),
      kind: 'incident' as const,
      updatedAt,
      postmortem: source && own ? published(own, source, updatedAt) : null,
    });
    const records = { type: 'importRecords', page: null, groups: [], components: [] } as const;
    const publishing = { ...records, reports: [recorded(noon + 2 * hour, 'Recorded')] } as Command;
    world.act(noon + 3 * hour, publishing);
    expect(postmortem()).toMatchObject({ body: { source: 'Recorded' }, draft: text });
    expect(decide(world.state, publishing, world.moment(noon + 3 * hour))).toMatchObject({ changes: [] });
    world.act(noon + 4 * hour, { ...records, reports: [recorded(noon + 4 * hour, null)] } as Command);
    expect(postmortem()).toMatchObject({ body: { source: 'Recorded' }, draft: text });
    const late = { ...records, reports: [recorded(noon + 48 * hour, 'From the future')] } as Command;
    expect(world.refusal(noon + 5 * hour, late)).toBe('invalid_fields');
    expect(world.impacts).toEqual(impacts);
  });

  test('keeps a component that is only named as retired since its last mention, until a record describes it', () => {
    const world = new World();
    const records = { type: 'importRecords', page: null, groups: [], reports: [] } as const;
    const named = { ...component('old000000000', 'Old'), updatedAt: 0, status: 'operational' } as const;
    const old = () => world.state.components.find((candidate) => candidate.id === named.id);
    world.act(noon, { ...records, components: [{ ...named, retiredAt: noon - hour }] });
    expect(old()?.retiredAt).toBe(noon - hour);
    world.act(noon, { ...records, components: [{ ...named, createdAt: 7, retiredAt: noon }] });
    expect(old()).toMatchObject({ createdAt: 7, retiredAt: noon });
    world.act(noon, { ...records, components: [{ ...named, updatedAt: 5, name: 'Described' }] });
    expect(old()).toMatchObject({ name: 'Described', retiredAt: null });
    world.act(noon, { type: 'retireComponent', componentId: named.id });
    world.act(noon, { ...records, components: [{ ...named, updatedAt: noon + hour, name: 'Later' }] });
    expect(old()).toMatchObject({ name: 'Later', retiredAt: noon });
  });

  test('claims by hand only what the incidents do not explain', () => {
    const world = new World();
    open(world, noon, { [api.id]: 'partial_outage' });
    const first = {
      type: 'importStatuses',
      at: noon,
      statuses: [
        { componentId: api.id, status: 'degraded_performance' },
        { componentId: web.id, status: 'major_outage' },
      ],
    } as const;
    world.act(noon, first);
    expect(world.statusOf(api.id, noon)).toEqual(['partial_outage']);
    expect(world.statusOf(web.id, noon)).toEqual(['major_outage']);
    const changesNothing = () =>
      expect(decide(world.state, first, world.moment(noon))).toMatchObject({ changes: [] });
    changesNothing();
    world.act(noon, {
      type: 'importStatuses',
      at: noon + hour,
      statuses: [{ componentId: web.id, status: 'operational' }],
    });
    expect(world.statusOf(web.id, noon + hour)).toEqual([]);
    // An older recording does not bring back what a newer one, or a person, has ended.
    changesNothing();
  });

  test('takes a maintenance that ran when the statuses were recorded as their explanation, also when it is over', () => {
    const world = new World();
    const id = world.act(noon, {
      type: 'scheduleMaintenance',
      name: 'Upgrade',
      componentIds: [api.id],
      scheduledFor: noon + hour,
      scheduledUntil: noon + 3 * hour,
      text,
    });
    world.act(noon + 5 * hour, { type: 'advanceMaintenances' });
    expect(world.report(id).status).toBe('completed');
    world.act(noon + 5 * hour, {
      type: 'importStatuses',
      at: noon + 2 * hour,
      statuses: [{ componentId: api.id, status: 'under_maintenance' }],
    });
    expect(world.statusOf(api.id, noon + 5 * hour)).toEqual([]);
  });

  test('does not bring back what was deleted here, and refuses dates that cannot be', () => {
    const world = new World();
    const id = open(world, noon, {});
    const records = { type: 'importRecords', page: null, groups: [], components: [] } as const;
    const again = { ...records, reports: [{ ...world.report(id), updatedAt: noon + hour }] };
    world.act(noon, { type: 'deleteIncident', incidentId: id });
    world.state = { ...world.state, deletedIds: [id] };
    expect(decide(world.state, again, world.moment(noon))).toMatchObject({ changes: [] });
    const odd = {
      ...component('odd000000000', 'Odd'),
      startDate: '0001-01-01',
      status: 'operational',
    } as const;
    expect(world.refusal(noon, { ...records, components: [odd], reports: [] })).toBe('invalid_fields');
  });

  test('refuses the records of another page', () => {
    const world = new World();
    world.act(noon, { type: 'configurePage', name: 'Ours' });
    expect(
      world.refusal(noon, {
        type: 'importRecords',
        page: { id: 'other0000000', name: 'Theirs', timeZone: null, updatedAt: 1 },
        groups: [],
        components: [],
        reports: [],
      }),
    ).toBe('import.other_page');
  });
});
