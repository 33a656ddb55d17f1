import fc from 'fast-check';
import {
  type Member,
  type OneTimeLink,
  roles,
  type Session,
  type Token,
} from '../../server/domain/access.ts';
import type { AccessCommand, Command } from '../../server/domain/command.ts';
import type { Component, ComponentGroup } from '../../server/domain/component.ts';
import type { Draft } from '../../server/domain/draft.ts';
import type { Incident, Report } from '../../server/domain/incident.ts';
import type { MaintenanceSeries } from '../../server/domain/maintenanceSeries.ts';
import { orderOf } from '../../server/domain/pageOrder.ts';
import {
  componentStatuses,
  impactLevels,
  incidentStatuses,
  maintenanceStatuses,
} from '../../server/domain/status.ts';
import { subscriberStates } from '../../server/domain/subscriber.ts';
import type { WantedSubscriber } from '../../server/domain/subscriberCommand.ts';
import type { IncidentTemplate } from '../../server/domain/template.ts';
import { png } from './images.ts';

/** What a step can refer to. */
export type Known = {
  readonly now: number;
  readonly groups: readonly ComponentGroup[];
  readonly components: readonly Component[];
  readonly reports: readonly Report[];
  readonly tokens: readonly Token[];
  readonly members: readonly Member[];
  readonly links: readonly OneTimeLink[];
  readonly sessions: readonly Session[];
  readonly templates: readonly IncidentTemplate[];
  readonly drafts: readonly Draft[];
  readonly series: readonly MaintenanceSeries[];
};

/** Each type of command, and how often it is tried: what others need more often. */
const frequency: Record<Command['type'], number> = {
  configurePage: 1,
  setPageLogo: 1,
  removePageLogo: 1,
  arrangePage: 2,
  addGroup: 1,
  editGroup: 1,
  removeGroup: 1,
  addComponent: 4,
  editComponent: 1,
  retireComponent: 1,
  restoreComponent: 1,
  setComponentStatus: 2,
  openIncident: 3,
  scheduleMaintenance: 2,
  editReport: 2,
  postUpdate: 4,
  editUpdate: 2,
  deleteUpdate: 1,
  deleteIncident: 1,
  advanceMaintenances: 2,
  draftPostmortem: 9,
  publishPostmortem: 12,
  revertPostmortem: 1,
  deletePostmortem: 1,
  addTemplate: 1,
  editTemplate: 1,
  removeTemplate: 1,
  mergeIncidents: 3,
  addSeries: 2,
  editSeries: 3,
  removeSeries: 1,
  planSeries: 3,
  saveDraft: 4,
  editDraft: 1,
  discardDraft: 1,
  publishDraft: 1,
  publishDueDraft: 2,
  addSubscriber: 2,
  importSubscribers: 1,
  askSubscribers: 1,
  editSubscriber: 1,
  reactivateSubscribers: 1,
  unsubscribe: 1,
  eraseSubscriber: 1,
  addAlertTarget: 1,
  removeAlertTarget: 1,
  pauseAnnouncement: 1,
  resumeAnnouncement: 1,
  importRecords: 2,
  importStatuses: 1,
  issueToken: 1,
  revokeToken: 1,
  offerSetup: 1,
  setUp: 2,
  inviteMember: 2,
  offerPasswordReset: 1,
  choosePassword: 2,
  changePassword: 1,
  changeRole: 1,
  removeMember: 1,
  nameMember: 1,
  signIn: 2,
  confirmSession: 1,
  endSession: 1,
  beginTwoFactor: 2,
  confirmTwoFactor: 2,
  endTwoFactor: 1,
  resetTwoFactor: 1,
};
const types = (Object.keys(frequency) as Command['type'][]).flatMap((type) =>
  Array.from({ length: frequency[type] }, () => type),
);

/** What a random command is made of. Which records it names depends on what is there when it is its turn. */
export const step = fc.record({
  type: fc.constantFrom(...types),
  first: fc.nat(20),
  second: fc.nat(20),
  name: fc.constantFrom(
    'API',
    ' Web ',
    'Größe "ß" \\ 😀',
    "O'Brien; --",
    '',
    'x'.repeat(300),
    'Zürich\nBern',
  ),
  text: fc.string({ maxLength: 30 }).map((text) => text.replaceAll('\0', '')),
  status: fc.constantFrom(...componentStatuses),
  incidentStatus: fc.constantFrom(...incidentStatuses),
  maintenanceStatus: fc.constantFrom(...maintenanceStatuses),
  level: fc.constantFrom(null, ...impactLevels),
  flag: fc.boolean(),
  /** How long after the step before. */
  minutes: fc.nat(120),
  /** How far an instant that the command names lies in the past; sometimes in the future, which may be wrong. */
  ago: fc.integer({ min: -30, max: 600 }),
});
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const nobody = 'zzzzzzzzzzzz';
const rules = [
  'FREQ=DAILY',
  'FREQ=WEEKLY;BYDAY=SA,SU',
  'FREQ=DAILY;INTERVAL=3;COUNT=9',
  'FREQ=MONTHLY;BYDAY=-1SU',
  'FREQ=HOURLY',
];

/** The command that a step comes to. Now and then it names something that is not there. */
export function commandOf(step: Step, known: Known): Command {
  const { first, second, name, flag, status } = step;
  const component = pick(known.components, first)?.id ?? nobody;
  const other = pick(known.components, second)?.id ?? nobody;
  const groupId = pick(known.groups, second)?.id ?? null;
  const report = pick(known.reports, first);
  const updates: readonly { id: string }[] = report?.updates ?? [];
  const update = pick(updates, second)?.id ?? nobody;
  const incidentId = report?.id ?? nobody;
  const text = { source: step.text, html: `<p>${step.text.length}</p>` };
  const at = known.now - step.ago * 60_000;
  const someStatuses = {
    [component]: status,
    ...(flag ? { [other]: step.level === null ? 'operational' : status } : {}),
  };
  // With a final status most others are refused.
  const statuses = step.incidentStatus === 'resolved' && second > 3 ? {} : someStatuses;
  switch (step.type) {
    case 'configurePage':
      return {
        type: step.type,
        ...(flag ? { name } : {}),
        timeZone: second === 0 ? 'Mars/Base' : 'Europe/Zurich',
        description: step.text,
        supportUrl: flag ? 'mailto:help@example.com' : 'javascript:alert(1)',
        hiddenFromSearch: flag,
        language: flag ? 'de' : 'en',
        accentColor: first === 0 ? '#ffff00' : '#0a1b2c',
        embed: { incidentBackground: first === 0 ? 'url(x)' : '#0a1b2c' },
      };
    case 'setPageLogo':
      return { type: step.type, image: { id: `l${first}`, bytes: flag ? png(first + 1, 1) : png(0, 0) } };
    case 'removePageLogo':
      return { type: step.type };
    case 'arrangePage': {
      const order = orderOf(known.groups, known.components);
      const moved = [...order.slice(first), ...order.slice(0, first)];
      return { type: step.type, order: flag ? moved : moved.slice(second % 3) };
    }
    case 'addGroup':
      return {
        type: step.type,
        name,
        description: flag ? step.text : null,
        componentIds: flag ? [component] : [],
      };
    case 'editGroup':
      return {
        type: step.type,
        groupId: groupId ?? nobody,
        name,
        ...(flag ? { componentIds: [component, other] } : {}),
      };
    case 'removeGroup':
      return { type: step.type, groupId: groupId ?? nobody };
    case 'addComponent':
      return { type: step.type, name, groupId, showcase: flag, startDate: flag ? '2025-06-01' : null };
    case 'editComponent':
      return { type: step.type, componentId: component, groupId, position: second, onlyShowIfDegraded: flag };
    case 'retireComponent':
      return { type: step.type, componentId: first < 6 ? component : nobody };
    case 'restoreComponent':
      return { type: step.type, componentId: component };
    case 'setComponentStatus':
      return {
        type: step.type,
        componentId: component,
        status,
        ...(flag ? { statusReason: second > 3 ? 'A disk is full' : name } : {}),
      };
    case 'openIncident':
      return {
        type: step.type,
        name,
        status: step.incidentStatus,
        text,
        statuses,
        impactOverride: step.level,
        ...(flag ? { displayAt: at, backfilled: true } : {}),
        ...(second > 12 ? { componentIds: [other], metadata: { chat: { text: step.text } } } : {}),
        ...(second > 15 ? { reminderIntervals: flag ? '[1, 5]' : '[5, 1]' } : {}),
      };
    case 'scheduleMaintenance':
      return {
        type: step.type,
        name,
        text,
        componentIds: [component, other],
        scheduledFor: at,
        scheduledUntil: at + second * 600_000,
        autoStart: flag,
        remindPrior: second > 4,
        restoresAfter: second % 3 > 0,
        notifyAtStart: flag,
        statusDuring: step.level === null ? null : status,
        ...(second % 4 === 0 ? { begun: { [component]: status } } : {}),
      };
    case 'editReport':
      return {
        type: step.type,
        incidentId,
        name,
        impactOverride: step.level,
        ...(second > 10
          ? { scheduledFor: at, scheduledUntil: at + second * 600_000, remindPrior: flag }
          : {}),
        ...(first % 4 === 1 ? { componentIds: [component], metadata: {} } : {}),
        ...(flag ? { update: { status: step.incidentStatus, text, statuses } } : {}),
      };
    case 'postUpdate':
      return {
        type: step.type,
        incidentId,
        status: report?.kind === 'maintenance' ? step.maintenanceStatus : step.incidentStatus,
        text,
        statuses,
        ...(flag ? { displayAt: at } : {}),
      };
    case 'editUpdate':
      return {
        type: step.type,
        incidentId,
        updateId: update,
        text,
        ...(flag ? { displayAt: at, statuses } : {}),
      };
    case 'deleteUpdate':
      return { type: step.type, incidentId, updateId: update };
    case 'deleteIncident':
      return { type: step.type, incidentId };
    case 'draftPostmortem':
      return { type: step.type, incidentId: reviewedOf(step, known) ?? incidentId, text };
    case 'publishPostmortem':
      return {
        type: step.type,
        incidentId: reviewedOf(step, known) ?? incidentId,
        notifySubscribers: flag,
      };
    case 'revertPostmortem':
      return { type: step.type, incidentId: reviewedOf(step, known) ?? incidentId };
    case 'deletePostmortem':
      return { type: step.type, incidentId };
    case 'addTemplate':
      return {
        type: step.type,
        name,
        title: 'Title',
        body: step.text,
        status: flag ? step.incidentStatus : null,
        componentIds: [component],
      };
    case 'editTemplate':
      return {
        type: step.type,
        templateId: pick(known.templates, first)?.id ?? nobody,
        title: name,
        notifies: flag,
      };
    case 'removeTemplate':
      return { type: step.type, templateId: pick(known.templates, first)?.id ?? nobody };
    case 'mergeIncidents':
      return { type: step.type, incidentId, intoId: pick(known.reports, second)?.id ?? nobody };
    case 'addSeries':
      return {
        type: step.type,
        plan: { name: 'Again', text, componentIds: flag ? [component] : [], statusDuring: status },
        startsAt: '2026-01-01T02:30:00',
        ...(flag ? { timeZone: 'America/Havana' } : {}),
        durationMs: (second + 1) * 600_000,
        rule: rules[first % rules.length] ?? '',
      };
    case 'editSeries':
      return {
        type: step.type,
        seriesId: pick(known.series, first)?.id ?? nobody,
        ...(flag ? { plan: { name, componentIds: [] } } : { rule: rules[second % rules.length] ?? '' }),
      };
    case 'removeSeries':
      return { type: step.type, seriesId: pick(known.series, first)?.id ?? nobody };
    case 'saveDraft': {
      const publishAt = flag ? known.now + second * 600_000 : null;
      const command =
        second % 3 === 0
          ? ({
              type: 'openIncident',
              name: 'Drafted',
              status: step.incidentStatus,
              text,
              statuses: {},
            } as const)
          : ({ type: 'postUpdate', incidentId, status: step.incidentStatus, text, statuses: {} } as const);
      return { type: step.type, command, author: authorOf(step, known), publishAt };
    }
    case 'editDraft':
      return {
        type: step.type,
        draftId: pick(known.drafts, first)?.id ?? nobody,
        changedBy: authorOf(step, known),
        publishAt: flag ? known.now + second * 600_000 : null,
      };
    case 'discardDraft':
    case 'publishDraft':
      return { type: step.type, draftId: pick(known.drafts, first)?.id ?? nobody };
    case 'planSeries':
    case 'publishDueDraft':
    case 'advanceMaintenances':
      return { type: step.type };
    case 'importRecords':
      return importOf(step, known, component);
    case 'importStatuses':
      return { type: step.type, at, statuses: [{ componentId: component, status }] };
    case 'addSubscriber':
      return { type: step.type, subscriber: wantedSubscriber(first, component), isConfirmed: flag };
    case 'importSubscribers':
      return {
        type: step.type,
        subscribers: subscriberStates.map((state, n) => ({
          ...wantedSubscriber(second + n, component),
          state,
        })),
      };
    case 'editSubscriber':
      return {
        type: step.type,
        subscriberId: subscriberIdOf(first),
        choices: {
          incidents: flag,
          ...(second > 10 ? { scope: { groupIds: [], componentIds: [other] }, timeZone: name } : {}),
        },
      };
    case 'pauseAnnouncement':
    case 'resumeAnnouncement':
      return { type: step.type, reportId: incidentId, announcementId: incidentId };
    case 'askSubscribers':
      return { type: step.type, selection: { ids: flag ? [subscriberIdOf(first)] : 'page' } };
    case 'reactivateSubscribers':
    case 'unsubscribe': {
      const ids = flag ? [subscriberIdOf(first), subscriberIdOf(second)] : ('page' as const);
      const states = [subscriberStates[second % subscriberStates.length] ?? ('active' as const)];
      return { type: step.type, selection: { ids, channel: first > 6 ? 'email' : null, states } };
    }
    case 'eraseSubscriber':
      return { type: step.type, subscriberId: subscriberIdOf(first) };
    case 'addAlertTarget': {
      const target = { channel: 'email', address: `staff${first}@example.com`, language: 'en' } as const;
      return { type: step.type, target: { ...target, id: alertTargetIdOf(first) } };
    }
    case 'removeAlertTarget':
      return { type: step.type, subscriberId: alertTargetIdOf(first) };
    case 'issueToken':
      return {
        type: step.type,
        name,
        role: flag ? 'owner' : 'viewer',
        secretHash: 'f'.repeat(64),
        ceiling: 'owner',
      };
    case 'revokeToken':
      return { type: step.type, tokenId: pick(known.tokens, first)?.id ?? nobody, ceiling: 'owner' };
    default:
      return accessCommandOf(step, step.type, known);
  }
}

function subscriberIdOf(n: number): string {
  return `subscriber${String(n).padStart(2, '0')}`;
}

function alertTargetIdOf(n: number): string {
  return `alertperson${String(n % 10)}`;
}

function wantedSubscriber(n: number, component: string): WantedSubscriber {
  const isMailed = n % 3 > 0;
  return {
    id: subscriberIdOf(n),
    channel: isMailed ? 'email' : 'webhook',
    address: isMailed ? `reader${n}@example.com` : `https://hooks.example.com/${n}`,
    contactEmail: isMailed ? null : 'Ops@example.com',
    incidentId: n === 7 ? nobody : null,
    scope: n % 2 === 0 ? null : { groupIds: [], componentIds: [component] },
    incidents: true,
    maintenances: n % 5 > 0,
    language: n % 4 === 0 ? 'de' : 'en',
    timeZone: n === 5 ? 'Mars/Base' : null,
  };
}

function accessCommandOf(step: Step, type: AccessCommand['type'], known: Known): AccessCommand {
  const { first, second, flag } = step;
  const member = pick(known.members, first);
  const memberId = member?.id ?? nobody;
  const session = pick(known.sessions, second);
  const role = roles[first % roles.length] ?? 'viewer';
  const ceiling = second > 4 ? 'owner' : 'editor';
  const secretHash = `${first}${second}`.padStart(64, 'e');
  const passwordHash = `scrypt$2$8$1$salt$${second}`;
  const linkId = pick(known.links, first)?.id ?? nobody;
  const email = `person${first % 5}@example.com`;
  switch (type) {
    case 'offerSetup':
      return { type, secretHash };
    case 'setUp':
      return { type, linkId, email, passwordHash };
    case 'inviteMember':
      return { type, email: second === 3 ? 'no address' : email, role, secretHash, ceiling };
    case 'offerPasswordReset':
      return { type, memberId, secretHash, ceiling };
    case 'choosePassword':
      return { type, linkId, passwordHash };
    case 'changePassword':
      return { type, memberId, passwordHash, keepSessionId: session?.id ?? nobody };
    case 'changeRole':
      return { type, memberId, role, ceiling };
    case 'removeMember':
      return { type, memberId, ceiling };
    case 'nameMember':
      return { type, memberId, name: flag ? step.name : null };
    case 'signIn':
      return {
        type,
        memberId,
        passwordSetAt: member?.passwordSetAt ?? 0,
        factor: member?.twoFactor
          ? flag
            ? { step: second, startedAt: member.twoFactor.startedAt }
            : { recoveryHash: 'r1' }
          : null,
        secretHash,
        client: '192.0.2.1',
        replaces: flag ? (session?.id ?? null) : null,
      };
    case 'confirmSession':
      return { type, sessionId: session?.id ?? nobody };
    case 'endSession':
      return { type, memberId: session?.memberId ?? memberId, sessionId: session?.id ?? nobody };
    case 'beginTwoFactor':
      return { type, memberId, totpSecret: 'ABCDEFGH' };
    case 'confirmTwoFactor':
      return {
        type,
        memberId,
        startedAt: member?.twoFactor?.startedAt ?? 0,
        step: second,
        recoveryHashes: ['r1', 'r2'],
      };
    case 'endTwoFactor':
      return { type, memberId };
    case 'resetTwoFactor':
      return { type, memberId, ceiling };
  }
}

/** An incident that has a postmortem or can have one; a few are taken, so that one is often written and published. */
function reviewedOf({ first, second }: Step, known: Known): string | undefined {
  const over = known.reports.filter(({ status }) => status === 'resolved');
  return second > 15 ? undefined : pick(over, first % 2)?.id;
}

/** Somebody who can lose the right to publish, or nobody of the kind. */
function authorOf({ first, second }: Step, known: Known): string {
  const member = pick(known.members, first)?.id ?? nobody;
  const token = pick(known.tokens, first)?.id ?? nobody;
  return [`member ${member}`, `token ${token}`, 'somebody'][(first + second) % 3] ?? nobody;
}

/** Records of another page, some of which may be known already, in an older or a newer version. */
function importOf(step: Step, known: Known, component: string): Command {
  const { first, second, flag, status } = step;
  const updatedAt = known.now - step.ago * 60_000;
  const common = { description: null, position: second, createdAt: updatedAt - 1_000, updatedAt };
  const group = { ...common, id: `g${String(second % 3).padStart(11, '0')}`, name: 'Imported group' };
  const imported = {
    ...common,
    id: `c${String(first).padStart(11, '0')}`,
    name: 'Imported',
    groupId: flag ? group.id : null,
    showcase: true,
    onlyShowIfDegraded: false,
    startDate: null,
    updatedAt: second === 1 ? 0 : updatedAt,
    retiredAt: null,
    absences: [],
    status,
  };
  const id = `i${String(first).padStart(11, '0')}`;
  const affected = [
    { componentId: imported.id, name: 'Imported', oldStatus: 'operational' as const, newStatus: status },
    {
      componentId: component,
      name: 'Named',
      oldStatus: 'operational' as const,
      newStatus: 'major_outage' as const,
    },
  ];
  const update: Incident['updates'][number] = {
    id: `u${String(second).padStart(11, '0')}`,
    incidentId: id,
    status: step.incidentStatus,
    text: { source: step.text, html: '' },
    affected: second === 2 ? null : affected.slice(0, flag ? 2 : 1),
    deliverNotifications: flag,
    displayAt: updatedAt,
    createdAt: updatedAt,
    updatedAt,
    affectedIsWhole: flag,
    editedAt: null,
  };
  const report: Incident = {
    kind: 'incident',
    id,
    name: 'Imported incident',
    status: step.incidentStatus,
    createdAt: updatedAt,
    updatedAt,
    startedAt: updatedAt,
    impact: 'major',
    impactOverride: null,
    monitoringAt: null,
    resolvedAt: step.incidentStatus === 'resolved' ? updatedAt : null,
    metadata: {},
    componentIds: null,
    backfilled: false,
    reminderIntervals: null,
    postmortem:
      step.incidentStatus === 'resolved' && second > 10
        ? {
            updateId: `m${String(second).padStart(11, '0')}`,
            draft: null,
            draftUpdatedAt: null,
            body: update.text,
            bodyUpdatedAt: updatedAt,
            publishedAt: updatedAt,
            postedAt: updatedAt,
            notifySubscribers: flag,
            createdAt: updatedAt,
            updatedAt,
          }
        : null,
    updates: [update],
  };
  return {
    type: 'importRecords',
    page: second < 3 ? { id: 'p00000000001', name: 'Other', timeZone: 'Etc/UTC', updatedAt } : null,
    groups: [group],
    components: [imported],
    reports: [report],
  };
}

/** Undefined now and then, also when there is something. */
function pick<T>(values: readonly T[], n: number): T | undefined {
  return n === 20 ? undefined : values[n % Math.max(1, values.length)];
}
