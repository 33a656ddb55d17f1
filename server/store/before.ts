import type { Change, State } from '../domain/command.ts';
import type { Report } from '../domain/incident.ts';

/** A change and what it replaces, as the audit tells them. */
export type Told = { readonly change: unknown; readonly before: unknown };

/**
 * What the audit tells of a change. Of a report that was there, only the updates that are different before and after:
 * a long incident would otherwise be written out twice with each of its updates. Of a logo, not its bytes. Of
 * subscribers, only their ids: nothing can be taken out of the audit log, and addresses are erased when people want it.
 */
export function toldOf(state: State, change: Change): Told {
  const before = beforeOf(state, change);
  if ('put' in change && change.put === 'logo') {
    const { id, bytes } = change.logo;
    return { change: { ...change, logo: { id, bytes: bytes.length } }, before };
  }
  if ('put' in change && change.put === 'subscribers') {
    return { change: { ...change, subscribers: change.subscribers.map(({ id }) => id) }, before };
  }
  if ('put' in change && change.put === 'alertTarget') {
    return { change: { ...change, alertTarget: { id: change.alertTarget.id } }, before };
  }
  if (!('put' in change) || change.put !== 'report') return { change, before };
  const known = state.reports.find((report) => report.id === change.report.id);
  if (!known) return { change, before };
  const earlier = new Set<string>(known.updates.map((update) => JSON.stringify(update)));
  const later = new Set<string>(change.report.updates.map((update) => JSON.stringify(update)));
  const without = (report: Report, same: ReadonlySet<string>) => {
    const updates: readonly object[] = report.updates;
    const different = updates.filter((update) => !same.has(JSON.stringify(update)));
    return { ...report, updates: different, sameUpdates: updates.length - different.length };
  };
  return { change: { ...change, report: without(change.report, earlier) }, before: without(known, later) };
}

/** What a change replaces or removes; null for what was not there. */
function beforeOf(state: State, change: Change): unknown {
  if ('remove' in change) {
    switch (change.remove) {
      case 'report':
        return found(state.reports, change.reportId);
      case 'logo':
        return state.page.logo;
      case 'group':
        return found(state.groups, change.groupId);
      case 'template':
        return found(state.templates, change.templateId);
      case 'draft':
        return found(state.drafts, change.draftId);
      case 'series':
        return found(state.series, change.seriesId);
      case 'occurrence':
        return occurrenceOf(state, change);
      case 'subscriber':
        return { id: change.subscriberId };
      case 'link':
        return found(state.links, change.linkId);
      case 'session':
        return found(state.sessions, change.sessionId);
    }
  }
  switch (change.put) {
    case 'page':
      return state.page;
    case 'logo':
      return state.page.logo;
    case 'group':
      return found(state.groups, change.group.id);
    case 'component':
      return found(state.components, change.component.id);
    case 'report':
      return found(state.reports, change.report.id);
    case 'impacts':
      return openOf(state, change.source);
    case 'impact':
      return openOf(state, change.impact.source);
    case 'template':
      return found(state.templates, change.template.id);
    case 'draft':
      return found(state.drafts, change.draft.id);
    case 'series':
      return found(state.series, change.series.id);
    case 'occurrence':
      return occurrenceOf(state, change.occurrence);
    case 'merged':
      return found(state.merged, change.merged.id);
    case 'subscribers':
    case 'alertTarget':
    case 'questions':
    case 'pause':
      return null;
    case 'subscriptions': {
      const { become: _, ...selection } = change.subscriptions;
      return selection;
    }
    case 'token':
      return found(state.tokens, change.token.id);
    case 'member':
      return found(state.members, change.member.id);
    case 'link':
      return found(state.links, change.link.id);
    case 'session':
      return found(state.sessions, change.session.id);
  }
}

function found<T extends { readonly id: string }>(records: readonly T[], id: string): T | null {
  return records.find((record) => record.id === id) ?? null;
}

function occurrenceOf(
  { occurrences }: State,
  at: { readonly seriesId: string; readonly date: string },
): unknown {
  return occurrences.find(({ seriesId, date }) => seriesId === at.seriesId && date === at.date) ?? null;
}

/** Those of its impacts that are open: the others follow from its updates. */
function openOf({ openImpacts }: State, source: { readonly kind: string; readonly id: string }): unknown {
  return openImpacts.filter((impact) => impact.source.kind === source.kind && impact.source.id === source.id);
}
