import type { CommandOf, Decision, Moment, State } from './command.ts';
import type { Incident } from './incident.ts';
import { type Postmortem, withDraftPublished } from './postmortem.ts';
import { FieldProblems, noSuchReport, refuse } from './refusal.ts';

/** Writes the draft of a postmortem, beside what is published already. Nothing of a draft is public. */
export function draftPostmortem(
  state: State,
  command: CommandOf<'draftPostmortem'>,
  moment: Moment,
): Decision {
  const incident = find(state, command.incidentId);
  if (!incident) return noSuchReport(command.incidentId);
  if (incident.status !== 'resolved') return notResolved(incident);
  const problems = new FieldProblems();
  if (command.text.source.trim() === '') problems.add('body_draft', 'must not be empty');
  const refusal = problems.refusal();
  if (refusal) return refusal;
  const { now } = moment;
  const before: Postmortem = incident.postmortem ?? {
    draft: null,
    draftUpdatedAt: null,
    body: null,
    bodyUpdatedAt: null,
    publishedAt: null,
    notifySubscribers: false,
    createdAt: now,
    updatedAt: now,
  };
  return put(incident, { ...before, draft: command.text, draftUpdatedAt: now }, moment);
}

/** Makes the draft public, in place of what was published before. Without a newer draft nothing changes. */
export function publishPostmortem(
  state: State,
  command: CommandOf<'publishPostmortem'>,
  moment: Moment,
): Decision {
  const incident = find(state, command.incidentId);
  if (!incident) return noSuchReport(command.incidentId);
  const before = incident.postmortem;
  if (!before) return noPostmortem(incident);
  if (incident.status !== 'resolved') return notResolved(incident);
  const published = withDraftPublished(before, moment.now);
  if (!published) return { changes: [], subjectId: incident.id };
  return put(incident, { ...published, notifySubscribers: command.notifySubscribers }, moment);
}

/** Takes a published postmortem back to a draft. A draft that was begun since then stays the draft. */
export function revertPostmortem(
  state: State,
  command: CommandOf<'revertPostmortem'>,
  moment: Moment,
): Decision {
  const incident = find(state, command.incidentId);
  if (!incident) return noSuchReport(command.incidentId);
  const before = incident.postmortem;
  if (!before) return noPostmortem(incident);
  if (!before.body) return { changes: [], subjectId: incident.id };
  const reverted: Postmortem = {
    ...before,
    draft: before.draft ?? before.body,
    draftUpdatedAt: before.draftUpdatedAt ?? before.bodyUpdatedAt,
    body: null,
    bodyUpdatedAt: null,
    publishedAt: null,
  };
  return put(incident, reverted, moment);
}

export function deletePostmortem(
  state: State,
  command: CommandOf<'deletePostmortem'>,
  moment: Moment,
): Decision {
  const incident = find(state, command.incidentId);
  if (!incident) return noSuchReport(command.incidentId);
  if (!incident.postmortem) return noPostmortem(incident);
  return put(incident, null, moment);
}

function put(incident: Incident, postmortem: Postmortem | null, { now }: Moment): Decision {
  const report = { ...incident, postmortem: postmortem && { ...postmortem, updatedAt: now }, updatedAt: now };
  return { changes: [{ put: 'report', report }], subjectId: incident.id };
}

/** Maintenances have none, as on a Statuspage. */
function find(state: State, id: string): Incident | undefined {
  return state.reports.filter((report) => report.kind === 'incident').find((report) => report.id === id);
}

function notResolved(incident: Incident): Decision {
  return refuse(
    'conflict',
    'postmortem.incident_open',
    `"${incident.name}" is ${incident.status}. A postmortem can be written once it is resolved.`,
  );
}

function noPostmortem(incident: Incident): Decision {
  return refuse('not_found', 'postmortem.not_found', `The incident ${incident.id} has no postmortem.`);
}
