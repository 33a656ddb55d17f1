import { isDate } from './calendar.ts';
import type {
  Change,
  CommandOf,
  Decision,
  ImportedComponent,
  ImportRecords,
  Moment,
  State,
} from './command.ts';
import type { Component } from './component.ts';
import { claimByHand, liveComponent } from './decideComponent.ts';
import { deriveImpacts, sourceOf } from './deriveImpacts.ts';
import type { Impact } from './impact.ts';
import type { Incident, Report } from './incident.ts';
import type { Page } from './page.ts';
import { FieldProblems, refuse } from './refusal.ts';
import { severity, worstStatus } from './status.ts';
import { toldUpdates } from './toldReport.ts';

/** Clocks differ a little, so an update may seem to be from just now. */
const dayMs = 86_400_000;

/**
 * Takes over another page's records. Of a record that is known already the later `updatedAt` wins, so a second
 * import of the same records changes nothing.
 */
export function importRecords(state: State, command: ImportRecords, moment: Moment): Decision {
  const page = importedPage(state, command.page, moment);
  if ('refusal' in page) return page;
  const components = command.components.flatMap((incoming) => importedComponent(state, incoming));
  const known = new Set([...state.components, ...command.components].map((component) => component.id));
  const problems = new FieldProblems();
  for (const report of command.reports) {
    checkComponents(problems, known, report);
    for (const { id, displayAt } of toldUpdates(report)) {
      problems.notAfter(
        `incidents.${report.id}.incident_updates.${id}.display_at`,
        displayAt,
        moment.now + dayMs,
      );
    }
  }
  const knownGroups = new Set([...state.groups, ...command.groups].map((group) => group.id));
  for (const { id, groupId, startDate } of command.components) {
    if (startDate !== null && !isDate(startDate)) {
      problems.add(`components.${id}.start_date`, 'must be a date such as 2026-01-31');
    }
    if (groupId !== null && !knownGroups.has(groupId)) {
      problems.add(`components.${id}`, `is in the group ${groupId}, which no record describes`);
    }
  }
  const refusal = problems.refusal();
  if (refusal) return refusal;
  const groups = command.groups.filter((incoming) => {
    const before = state.groups.find((group) => group.id === incoming.id);
    return !before || incoming.updatedAt > before.updatedAt;
  });
  const changes: Change[] = [
    ...page.changes,
    ...groups.map((group): Change => ({ put: 'group', group })),
    ...components.map((component): Change => ({ put: 'component', component })),
  ];
  for (const report of command.reports) {
    const before = state.reports.find((candidate) => candidate.id === report.id);
    if (before && before.updatedAt >= report.updatedAt) continue;
    if (state.deletedIds.includes(report.id)) continue;
    // Its updates are part of another incident now.
    if (state.merged.some(({ id }) => id === report.id)) continue;
    changes.push({ put: 'report', report: before ? keepingOwn(before, report) : report });
    changes.push({ put: 'impacts', source: sourceOf(report), impacts: deriveImpacts(report) });
  }
  return { changes, subjectId: null };
}

/** The newer record of a report, with what was attached to it here and what no record carries. */
function keepingOwn(before: Report, incoming: Report): Report {
  const { metadata } = before;
  if (before.kind !== 'incident' || incoming.kind !== 'incident') return { ...incoming, metadata };
  const { reminderIntervals } = before;
  return { ...incoming, metadata, reminderIntervals, postmortem: newerPostmortem(before, incoming) };
}

/** What the newer record publishes, beside what is being written here; one that only was written here stays. */
function newerPostmortem({ postmortem: before }: Incident, { postmortem: incoming }: Incident) {
  if (!before || !incoming) return incoming ?? before;
  const { draft, draftUpdatedAt } = before;
  return { ...incoming, draft, draftUpdatedAt };
}

/** A page that nobody has named yet takes the source's id, name and zone; a named one keeps its own. */
function importedPage(
  state: State,
  incoming: ImportRecords['page'],
  moment: Moment,
): { changes: Change[] } | Extract<Decision, { refusal: unknown }> {
  if (!incoming) return { changes: [] };
  const { page } = state;
  const taken = state.components.length > 0;
  if (taken && page.id !== incoming.id) {
    return refuse(
      'conflict',
      'import.other_page',
      `These records belong to the page ${incoming.name ?? incoming.id} (${incoming.id}), but this is ${page.name} (${page.id}). Import them into another DATA_DIR.`,
    );
  }
  const named = page.namedAt !== null || incoming.name === null;
  const after: Page = {
    ...page,
    id: incoming.id,
    name: named ? page.name : (incoming.name ?? page.name),
    timeZone: named ? page.timeZone : (incoming.timeZone ?? page.timeZone),
    namedAt: named ? page.namedAt : moment.now,
    updatedAt: named ? Math.max(page.updatedAt, incoming.updatedAt) : incoming.updatedAt,
  };
  const same = after.id === page.id && after.namedAt === page.namedAt && after.updatedAt === page.updatedAt;
  return { changes: same ? [] : [{ put: 'page', page: after }] };
}

/** The component to write, or none when what is known is as new. A component that was retired here stays so. */
function importedComponent(state: State, incoming: ImportedComponent): Component[] {
  const { status: _, ...described } = incoming;
  const before = state.components.find((component) => component.id === incoming.id);
  if (!before) return [described];
  const beforeOnlyNamed = before.updatedAt === 0;
  if (incoming.updatedAt !== 0) {
    if (before.updatedAt >= incoming.updatedAt) return [];
    const { retiredAt, absences } = before;
    return [{ ...described, absences, retiredAt: beforeOnlyNamed ? null : retiredAt }];
  }
  if (!beforeOnlyNamed) return [];
  const createdAt = Math.min(before.createdAt, incoming.createdAt);
  const retiredAt = Math.max(before.retiredAt ?? 0, incoming.retiredAt ?? 0);
  const same = createdAt === before.createdAt && retiredAt === before.retiredAt;
  return same ? [] : [{ ...before, createdAt, retiredAt }];
}

function checkComponents(problems: FieldProblems, known: ReadonlySet<string>, report: Report): void {
  for (const update of report.updates) {
    for (const { componentId } of update.affected ?? []) {
      if (!known.has(componentId)) {
        problems.add(
          `incidents.${report.id}`,
          `affects the component ${componentId}, which no record describes`,
        );
      }
    }
  }
}

/**
 * Statuspage assigns statuses, we derive them: where a component was recorded worse than its incidents say for that
 * instant, the difference becomes an impact by hand from then on; where it was recorded well, an earlier impact by
 * hand ends. What was said by hand at that instant or later knows better.
 */
export function importStatuses(state: State, command: CommandOf<'importStatuses'>): Decision {
  const { at } = command;
  const problems = new FieldProblems();
  problems.instant('at', at);
  for (const { componentId } of command.statuses) {
    if (!state.components.some((component) => component.id === componentId)) {
      problems.add(`components.${componentId}`, 'is not a component of this page');
    }
  }
  const refusal = problems.refusal();
  if (refusal) return refusal;
  const changes = command.statuses.flatMap(({ componentId, status }) => {
    const own = state.pastImpacts.filter((impact) => impact.componentId === componentId);
    const byHand = own.filter((impact) => impact.source.kind === 'manual');
    const knownBetter = byHand.some(({ startedAt, endedAt }) => Math.max(startedAt, endedAt ?? 0) >= at);
    if (knownBetter || !liveComponent(state, componentId)) return [];
    const reported = worstStatus(
      own
        .filter((impact) => impact.source.kind !== 'manual' && covers(impact, at))
        .map((impact) => impact.status),
    );
    const explained = severity(reported) >= severity(status);
    return claimByHand(state, componentId, explained ? 'operational' : status, at);
  });
  return { changes, subjectId: null };
}

function covers({ startedAt, endedAt }: Impact, at: number): boolean {
  return startedAt <= at && (endedAt === null || endedAt > at);
}
