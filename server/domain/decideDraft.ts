import type { Command, CommandOf, Decision, Moment, State } from './command.ts';
import { isFinal } from './deriveImpacts.ts';
import { type Draft, type DraftedCommand, draftedFor } from './draft.ts';
import { lostRight, withoutTime } from './draftRights.ts';
import { freshId } from './freshId.ts';
import type { Id } from './id.ts';
import { FieldProblems, noSuchReport, refuse } from './refusal.ts';

/** How the command in a draft is decided: as any other. */
type Decide = (state: State, command: Command, moment: Moment) => Decision;

/** Keeps a command for later, when it would be accepted at the time at which it is to be published. */
export function saveDraft(
  state: State,
  command: CommandOf<'saveDraft'>,
  moment: Moment,
  decide: Decide,
): Decision {
  const draft: Draft = {
    id: freshId(moment, 0),
    command: command.command,
    author: command.author,
    changedBy: command.author,
    publishAt: command.publishAt,
    problem: null,
    createdAt: moment.now,
    updatedAt: moment.now,
  };
  return checked(state, draft, moment, decide) ?? kept(draft);
}

export function editDraft(
  state: State,
  command: CommandOf<'editDraft'>,
  moment: Moment,
  decide: Decide,
): Decision {
  const before = state.drafts.find((candidate) => candidate.id === command.draftId);
  if (!before) return noSuchDraft(command.draftId);
  const draft: Draft = {
    ...before,
    command: command.command ?? before.command,
    publishAt: command.publishAt === undefined ? before.publishAt : command.publishAt,
    problem: null,
    changedBy: command.changedBy,
    updatedAt: moment.now,
  };
  return checked(state, draft, moment, decide) ?? kept(draft);
}

export function discardDraft(state: State, { draftId }: CommandOf<'discardDraft'>): Decision {
  if (!state.drafts.some((draft) => draft.id === draftId)) return noSuchDraft(draftId);
  return { changes: [{ remove: 'draft', draftId }], subjectId: draftId };
}

/** Publishes a draft now, by hand. When it is refused the draft stays as it is. */
export function publishDraft(
  state: State,
  { draftId }: CommandOf<'publishDraft'>,
  moment: Moment,
  decide: Decide,
): Decision {
  const draft = state.drafts.find((candidate) => candidate.id === draftId);
  return draft ? published(draft, decide(state, draft.command, moment)) : noSuchDraft(draftId);
}

/**
 * Publishes the draft whose time has come. It speaks of the time that it was planned for, also when the process was
 * down at that moment. When it is refused, or who changed it last may not publish any more, it stays, with the reason.
 */
export function publishDueDraft(state: State, moment: Moment, decide: Decide): Decision {
  const [draft] = state.drafts;
  if (!draft || draft.publishAt === null) return { changes: [], subjectId: null };
  const reason = lostRight(draft, state, moment.now);
  if (reason !== null) return kept(withoutTime(draft, reason, moment));
  const decision = published(draft, decideDue(state, draft.command, draft.publishAt, moment, decide));
  if (!('refusal' in decision)) return decision;
  return kept({ ...draft, problem: decision.refusal.message });
}

function decideDue(
  state: State,
  command: DraftedCommand,
  publishAt: number,
  moment: Moment,
  decide: Decide,
): Decision {
  switch (command.type) {
    case 'scheduleMaintenance':
      return decide(state, command, moment);
    case 'openIncident':
      return decide(state, { displayAt: publishAt, ...command }, moment);
    case 'postUpdate': {
      const report = state.reports.find((candidate) => candidate.id === command.incidentId);
      if (!report) return noSuchReport(command.incidentId);
      if (isFinal(report.status)) {
        return refuse(
          'conflict',
          `${report.kind}.already_${report.status}`,
          `"${report.name}" was ${report.status} before this update was due. Publish it by hand, or discard it.`,
        );
      }
      // An update posted by hand at a later time must not make this one come before it.
      const displayAt = Math.max(publishAt, report.updates[0]?.displayAt ?? publishAt);
      return decide(state, { displayAt, ...command }, moment);
    }
  }
}

/** In one commit with what it becomes the draft goes, so it is published once. Answers with the report. */
function published(draft: Draft, decision: Decision): Decision {
  if ('refusal' in decision) return decision;
  return {
    changes: [...decision.changes, { remove: 'draft', draftId: draft.id }],
    subjectId: draftedFor(draft) ?? decision.subjectId,
  };
}

function kept(draft: Draft): Decision {
  return { changes: [{ put: 'draft', draft }], subjectId: draft.id };
}

/** What is wrong with a draft, as far as can be told before its time; null: nothing. */
function checked(state: State, draft: Draft, moment: Moment, decide: Decide): Decision | null {
  const problems = new FieldProblems();
  problems.instant('publish_at', draft.publishAt ?? undefined);
  if (draft.publishAt !== null && draft.publishAt <= moment.now) {
    problems.add('publish_at', 'must be in the future');
  }
  const refusal = problems.refusal();
  if (refusal) return refusal;
  const decision = decide(state, draft.command, { ...moment, now: draft.publishAt ?? moment.now });
  return 'refusal' in decision ? decision : null;
}

function noSuchDraft(id: Id): Decision {
  return refuse('not_found', 'draft.not_found', `There is no draft ${id} on this page.`);
}
