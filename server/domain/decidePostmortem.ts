import type { CommandOf, Decision, Moment, State } from './command.ts';
import { freshId } from './freshId.ts';
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
    updateId: freshId(moment, 0),
    draft: null,
    draftUpdatedAt: null,
    body: null,
    bodyUpdatedAt: null,
    publishedAt: null,
    postedAt: null,
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
  const published = withDraftPublished(incident, moment.now);
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
    postedAt: null,
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

/** For its readers an incident was updated with what is published, and nothing tells them of a draft. */
function put(incident: Incident, postmortem: Postmortem | null, { now }: Moment): Decision {
  const seen = (incident.postmortem?.body ?? null) !== (postmortem?.body ?? null);
  const report: Incident = {
    ...incident,
    postmortem: postmortem && { ...postmortem, updatedAt: now },
    updatedAt: seen ? now : incident.updatedAt,
  };
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
