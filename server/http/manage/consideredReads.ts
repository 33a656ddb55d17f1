import type { Change } from '../../domain/command.ts';
import { byPosition } from '../../domain/component.ts';
import { impactsAfter } from '../../domain/impactsAfter.ts';
import type { DeskReads } from './desk.ts';

/** What is read once these changes are made: for showing what a command comes to, done or not. */
export function consideredReads(reads: DeskReads, changes: readonly Change[]): DeskReads {
  const after = <T>(value: T, apply: (value: T, change: Change) => T): T => changes.reduce(apply, value);
  return {
    ...reads,
    page: async () => {
      const now = await reads.page();
      return after(now, (found, change) => (isPut(change, 'page') ? { ...found, page: change.page } : found));
    },
    groups: async () => {
      const groups = after(await reads.groups(), (found, change) => {
        if (isPut(change, 'group')) return replaced(found, change.group);
        return 'remove' in change && change.remove === 'group'
          ? found.filter(({ id }) => id !== change.groupId)
          : found;
      });
      return groups.sort(byPosition);
    },
    components: async () => {
      const components = after(await reads.components(), (found, change) =>
        isPut(change, 'component') ? replaced(found, change.component) : found,
      );
      return components.sort(byPosition);
    },
    drafts: async () =>
      after(await reads.drafts(), (found, change) => {
        if (isPut(change, 'draft')) return replaced(found, change.draft);
        return 'remove' in change && change.remove === 'draft'
          ? found.filter(({ id }) => id !== change.draftId)
          : found;
      }),
    series: async () =>
      after(await reads.series(), (found, change) =>
        isPut(change, 'series') ? replaced(found, change.series) : found,
      ),
    occurrences: async (seriesIds, from) => {
      const occurrences = after(await reads.occurrences(seriesIds, from), (found, change) => {
        const without = (gone: { readonly seriesId: string; readonly date: string }) =>
          found.filter(({ seriesId, date }) => seriesId !== gone.seriesId || date !== gone.date);
        if (isPut(change, 'occurrence')) {
          const { occurrence } = change;
          const isAsked = seriesIds.includes(occurrence.seriesId) && occurrence.date >= from;
          return isAsked ? [...without(occurrence), occurrence] : found;
        }
        return 'remove' in change && change.remove === 'occurrence' ? without(change) : found;
      });
      return occurrences.sort((a, b) => (a.date < b.date ? -1 : 1));
    },
    openImpacts: async () => {
      const impacts = impactsAfter(await reads.openImpacts(), changes);
      return impacts.filter(({ endedAt }) => endedAt === null);
    },
    impacts: async (from, to, componentIds) => {
      const asked = componentIds && new Set(componentIds);
      const impacts = impactsAfter(await reads.impacts(from, to, componentIds), changes);
      return impacts.filter(
        ({ componentId, startedAt, endedAt }) =>
          startedAt < to && (endedAt === null || endedAt > from) && (!asked || asked.has(componentId)),
      );
    },
    impactsOf: async (kind, sourceIds) => {
      const asked = new Set(sourceIds);
      const impacts = impactsAfter(await reads.impactsOf(kind, sourceIds), changes);
      return impacts.filter(({ source }) => source.kind === kind && asked.has(source.id));
    },
    tokens: async () =>
      after(await reads.tokens(), (found, change) =>
        isPut(change, 'token') ? replaced(found, change.token) : found,
      ),
    members: async () =>
      after(await reads.members(), (found, change) =>
        isPut(change, 'member') ? replaced(found, change.member) : found,
      ),
    report: async (id) => {
      const now = await reads.report(id);
      return after(now, (found, change) => {
        if (isPut(change, 'report') && change.report.id === id) return change.report;
        return 'remove' in change && change.remove === 'report' && change.reportId === id ? null : found;
      });
    },
    templates: async () =>
      after(await reads.templates(), (found, change) => {
        if (isPut(change, 'template')) return replaced(found, change.template);
        return 'remove' in change && change.remove === 'template'
          ? found.filter(({ id }) => id !== change.templateId)
          : found;
      }),
  };
}

type Put<Kind> = Extract<Change, { readonly put: Kind }>;

function isPut<Kind extends string>(change: Change, kind: Kind): change is Put<Kind> {
  return 'put' in change && change.put === kind;
}

function replaced<T extends { readonly id: string }>(records: readonly T[], record: T): T[] {
  return [...records.filter(({ id }) => id !== record.id), record];
}
