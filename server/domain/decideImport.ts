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
import { claimByHand, liveComponent, manualImpact } from './decideComponent.ts';
import { deriveImpacts, sourceOf } from './deriveImpacts.ts';
import type { Report } from './incident.ts';
import type { Page } from './page.ts';
import { FieldProblems, refuse } from './refusal.ts';
import { statusNow } from './reportUpdates.ts';
import { severity } from './status.ts';

/**
 * Takes over another page's records. Of a record that is known already the later `updatedAt` wins, so a second
 * import of the same records changes nothing.
 */
export function importRecords(state: State, command: ImportRecords, moment: Moment): Decision {
  const page = importedPage(state, command.page, moment);
  if ('refusal' in page) return page;
  const components = command.components.flatMap((incoming) => importedComponent(state, incoming, moment.now));
  const known = new Set([...state.components, ...command.components].map((component) => component.id));
  const problems = new FieldProblems();
  for (const report of command.reports) checkComponents(problems, known, report);
  const knownGroups = new Set([...state.groups, ...command.groups].map((group) => group.id));
  for (const { id, groupId } of command.components) {
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
    changes.push({ put: 'report', report });
    changes.push({ put: 'impacts', source: sourceOf(report), impacts: deriveImpacts(report) });
  }
  return { changes, subjectId: null };
}

/** A page that nobody has named yet takes the source's id, name and zone; a named one keeps its own. */
function importedPage(
  state: State,
  incoming: ImportRecords['page'],
  moment: Moment,
): { changes: Change[] } | Extract<Decision, { refusal: unknown }> {
  if (!incoming) return { changes: [] };
  const { page } = state;
  const taken = page.namedAt !== null || state.components.length > 0;
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

/** The component to write, or none when what is known is as new. */
function importedComponent(state: State, incoming: ImportedComponent, now: number): Component[] {
  const { status: _, ...described } = incoming;
  const before = state.components.find((component) => component.id === incoming.id);
  const onlyNamed = incoming.updatedAt === 0;
  if (onlyNamed) {
    if (!before) return [{ ...described, retiredAt: now }];
    const knownEarlier = before.updatedAt !== 0 || before.createdAt <= incoming.createdAt;
    return knownEarlier ? [] : [{ ...before, createdAt: incoming.createdAt }];
  }
  if (before && before.updatedAt >= incoming.updatedAt) return [];
  return [{ ...described, retiredAt: null }];
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
 * Statuspage assigns statuses, we derive them: where a component is recorded worse than its incidents say, the
 * difference becomes an impact by hand; where it is recorded well again, an older impact by hand ends.
 */
export function importStatuses(state: State, command: CommandOf<'importStatuses'>): Decision {
  const problems = new FieldProblems();
  for (const { componentId } of command.statuses) {
    if (!state.components.some((component) => component.id === componentId)) {
      problems.add(`components.${componentId}`, 'is not a component of this page');
    }
  }
  const refusal = problems.refusal();
  if (refusal) return refusal;
  const changes = command.statuses.flatMap(({ componentId, status, at }) => {
    const byHand = manualImpact(state, componentId);
    if (!liveComponent(state, componentId) || (byHand && byHand.startedAt >= at)) return [];
    const others = { ...state, openImpacts: state.openImpacts.filter((impact) => impact !== byHand) };
    const explained = severity(statusNow(others, componentId)) >= severity(status);
    return claimByHand(state, componentId, explained ? 'operational' : status, at);
  });
  return { changes, subjectId: null };
}
