import type { Change, State } from '../domain/command.ts';

/** What a change replaces or removes, for the audit; null for what was not there. */
export function beforeOf(state: State, change: Change): unknown {
  if ('remove' in change) {
    switch (change.remove) {
      case 'report':
        return found(state.reports, change.reportId);
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
      case 'link':
        return found(state.links, change.linkId);
      case 'session':
        return found(state.sessions, change.sessionId);
    }
  }
  switch (change.put) {
    case 'page':
      return state.page;
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
