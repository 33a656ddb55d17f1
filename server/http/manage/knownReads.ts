import type { State } from '../../domain/command.ts';
import type { DeskReads } from './desk.ts';

/**
 * What a command was decided on, to be read at `revision` without asking the database; `read` asks it for what a
 * command does not see. Lists that a command sees in part hold what it names.
 */
export function knownReads(
  state: State,
  revision: number,
  read: <T>(work: (reads: DeskReads) => Promise<T>) => Promise<T>,
): DeskReads {
  return {
    page: async () => ({ page: state.page, revision }),
    groups: async () => [...state.groups],
    components: async () => [...state.components],
    openImpacts: async () => [...state.openImpacts],
    report: async (id) => state.reports.find((report) => report.id === id) ?? null,
    drafts: async () => [...state.drafts],
    series: async () => [...state.series],
    occurrences: async (seriesIds, from) =>
      state.occurrences.filter(({ seriesId, date }) => seriesIds.includes(seriesId) && date >= from),
    templates: async () => [...state.templates],
    tokens: async () => [...state.tokens],
    members: async () => [...state.members],
    links: async () => [...state.links],
    sessions: async () => [...state.sessions],
    uses: () => read((reads) => reads.uses()),
    impacts: (...asked) => read((reads) => reads.impacts(...asked)),
    impactsOf: (...asked) => read((reads) => reads.impactsOf(...asked)),
    mergedInto: (id) => read((reads) => reads.mergedInto(id)),
    openReports: () => read((reads) => reads.openReports()),
    reportCount: () => read((reads) => reads.reportCount()),
    newestReports: (...asked) => read((reads) => reads.newestReports(...asked)),
    audit: (...asked) => read((reads) => reads.audit(...asked)),
    auditAfter: (...asked) => read((reads) => reads.auditAfter(...asked)),
    lastMeasurement: (...asked) => read((reads) => reads.lastMeasurement(...asked)),
  };
}
