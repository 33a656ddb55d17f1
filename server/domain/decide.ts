import { accessCommands } from './accessCommands.ts';
import { pauseAnnouncement } from './announcement.ts';
import type { Command, Decision, Moment, Needs, State } from './command.ts';
import {
  addComponent,
  editComponent,
  restoreComponent,
  retireComponent,
  setComponentStatus,
} from './decideComponent.ts';
import { discardDraft, editDraft, publishDraft, publishDueDraft, saveDraft } from './decideDraft.ts';
import { addGroup, editGroup, removeGroup } from './decideGroup.ts';
import { importRecords, importStatuses } from './decideImport.ts';
import { deleteIncident, openIncident } from './decideIncident.ts';
import { removePageLogo, setPageLogo } from './decideLogo.ts';
import { advanceMaintenances, scheduleMaintenance } from './decideMaintenance.ts';
import {
  changePassword,
  changeRole,
  choosePassword,
  inviteMember,
  nameMember,
  offerPasswordReset,
  offerSetup,
  removeMember,
  setUp,
} from './decideMember.ts';
import { mergeIncidents } from './decideMerge.ts';
import { configurePage } from './decidePage.ts';
import { arrangePage } from './decidePageOrder.ts';
import {
  deletePostmortem,
  draftPostmortem,
  publishPostmortem,
  revertPostmortem,
} from './decidePostmortem.ts';
import { editReport } from './decideReport.ts';
import {
  addSeries,
  editingOccurrence,
  editSeries,
  planSeries,
  removeSeries,
  skippingOccurrence,
} from './decideSeries.ts';
import { confirmSession, endSession, signIn } from './decideSession.ts';
import {
  addAlertTarget,
  addSubscriber,
  askSubscribers,
  editSubscriber,
  eraseSubscriber,
  importSubscribers,
  reactivateSubscribers,
  removeAlertTarget,
  unsubscribe,
} from './decideSubscriber.ts';
import { addTemplate, editTemplate, removeTemplate } from './decideTemplate.ts';
import { issueToken, revokeToken } from './decideToken.ts';
import { beginTwoFactor, confirmTwoFactor, endTwoFactor, resetTwoFactor } from './decideTwoFactor.ts';
import { deleteUpdate, editUpdate, postUpdate } from './decideUpdate.ts';
import { holdingDrafts } from './draftRights.ts';
import { withUpdateTimes } from './updateTimes.ts';

/** Those that can take away the right to publish. */
const endingRights: ReadonlySet<Command['type']> = new Set(['revokeToken', 'changeRole', 'removeMember']);

/** What the store must load for this command besides the page, its components and the open impacts. */
export function needs(command: Command): Needs {
  return {
    reportIds: reportIds(command),
    dueMaintenances: command.type === 'advanceMaintenances',
    tokens: endingRights.has(command.type) || command.type === 'publishDueDraft',
    access:
      accessCommands.has(command.type) ||
      endingRights.has(command.type) ||
      command.type === 'publishDueDraft',
    draftIds: 'draftId' in command ? [command.draftId] : [],
    dueDraft: command.type === 'publishDueDraft',
    allDrafts: endingRights.has(command.type) || command.type === 'mergeIncidents',
    seriesIds: 'seriesId' in command ? [command.seriesId] : [],
    dueSeries: command.type === 'planSeries',
    subscriberIds: subscriberIds(command),
    templates: command.type === 'editTemplate' || command.type === 'removeTemplate',
    impactsAt: command.type === 'importStatuses' ? command.at : null,
    deletedAmong: command.type === 'importRecords' ? command.reports.map((report) => report.id) : [],
  };
}

function reportIds(command: Command): Needs['reportIds'] {
  switch (command.type) {
    case 'postUpdate':
    case 'editUpdate':
    case 'deleteUpdate':
    case 'deleteIncident':
    case 'editReport':
    case 'draftPostmortem':
    case 'publishPostmortem':
    case 'revertPostmortem':
    case 'deletePostmortem':
      return [command.incidentId];
    case 'mergeIncidents':
      return [command.incidentId, command.intoId];
    case 'saveDraft':
    case 'editDraft':
      return command.command ? reportIds(command.command) : [];
    case 'importRecords':
      return command.reports.map((report) => report.id);
    default:
      return [];
  }
}

function subscriberIds(command: Command): Needs['subscriberIds'] {
  switch (command.type) {
    case 'addSubscriber':
      return [command.subscriber.id];
    case 'importSubscribers':
      return command.subscribers.map(({ id }) => id);
    case 'addAlertTarget':
      return [command.target.id];
    case 'editSubscriber':
    case 'eraseSubscriber':
    case 'removeAlertTarget':
      return [command.subscriberId];
    default:
      return [];
  }
}

/**
 * The rules: what a command comes to, given what is remembered and the moment. Pure; the same arguments always
 * give the same answer, so the store can decide again when somebody else committed first.
 */
export function decide(state: State, command: Command, moment: Moment): Decision {
  const decision = decideAlone(state, command, moment);
  if ('refusal' in decision || command.type === 'importRecords' || command.type === 'importStatuses') {
    return decision;
  }
  return { ...decision, changes: withUpdateTimes(state, decision.changes, moment.now) };
}

function decideAlone(state: State, command: Command, moment: Moment): Decision {
  switch (command.type) {
    case 'configurePage':
      return configurePage(state, command, moment);
    case 'setPageLogo':
      return setPageLogo(state, command, moment);
    case 'removePageLogo':
      return removePageLogo(state, moment);
    case 'arrangePage':
      return arrangePage(state, command, moment);
    case 'addGroup':
      return addGroup(state, command, moment);
    case 'editGroup':
      return editGroup(state, command, moment);
    case 'removeGroup':
      return removeGroup(state, command, moment);
    case 'addComponent':
      return addComponent(state, command, moment);
    case 'editComponent':
      return editComponent(state, command, moment);
    case 'retireComponent':
      return retireComponent(state, command, moment);
    case 'restoreComponent':
      return restoreComponent(state, command, moment);
    case 'setComponentStatus':
      return setComponentStatus(state, command, moment);
    case 'openIncident':
      return openIncident(state, command, moment);
    case 'scheduleMaintenance':
      return scheduleMaintenance(state, command, moment);
    case 'editReport':
      return editingOccurrence(state, command.incidentId, editReport(state, command, moment));
    case 'postUpdate':
      return editingOccurrence(state, command.incidentId, postUpdate(state, command, moment));
    case 'editUpdate':
      return editingOccurrence(state, command.incidentId, editUpdate(state, command, moment));
    case 'deleteUpdate':
      return editingOccurrence(state, command.incidentId, deleteUpdate(state, command, moment));
    case 'deleteIncident':
      return skippingOccurrence(state, command.incidentId, deleteIncident(state, command));
    case 'advanceMaintenances':
      return advanceMaintenances(state, moment);
    case 'draftPostmortem':
      return draftPostmortem(state, command, moment);
    case 'publishPostmortem':
      return publishPostmortem(state, command, moment);
    case 'revertPostmortem':
      return revertPostmortem(state, command, moment);
    case 'deletePostmortem':
      return deletePostmortem(state, command, moment);
    case 'addTemplate':
      return addTemplate(state, command, moment);
    case 'editTemplate':
      return editTemplate(state, command, moment);
    case 'removeTemplate':
      return removeTemplate(state, command);
    case 'mergeIncidents':
      return mergeIncidents(state, command, moment);
    case 'addSeries':
      return addSeries(state, command, moment);
    case 'editSeries':
      return editSeries(state, command, moment);
    case 'removeSeries':
      return removeSeries(state, command, moment);
    case 'planSeries':
      return planSeries(state, moment);
    case 'saveDraft':
      return saveDraft(state, command, moment, decide);
    case 'editDraft':
      return editDraft(state, command, moment, decide);
    case 'discardDraft':
      return discardDraft(state, command);
    case 'publishDraft':
      return publishDraft(state, command, moment, decide);
    case 'publishDueDraft':
      return publishDueDraft(state, moment, decide);
    case 'importRecords':
      return importRecords(state, command, moment);
    case 'importStatuses':
      return importStatuses(state, command);
    case 'addSubscriber':
      return addSubscriber(state, command, moment);
    case 'importSubscribers':
      return importSubscribers(state, command, moment);
    case 'editSubscriber':
      return editSubscriber(state, command);
    case 'askSubscribers':
      return askSubscribers(command, moment);
    case 'reactivateSubscribers':
      return reactivateSubscribers(command);
    case 'unsubscribe':
      return unsubscribe(command, moment);
    case 'eraseSubscriber':
      return eraseSubscriber(state, command);
    case 'addAlertTarget':
      return addAlertTarget(state, command, moment);
    case 'removeAlertTarget':
      return removeAlertTarget(state, command, moment);
    case 'pauseAnnouncement':
    case 'resumeAnnouncement':
      return pauseAnnouncement(command, moment);
    case 'issueToken':
      return issueToken(command, moment);
    case 'revokeToken':
      return holdingDrafts(state, revokeToken(state, command, moment), moment);
    case 'offerSetup':
      return offerSetup(state, command, moment);
    case 'setUp':
      return setUp(state, command, moment);
    case 'inviteMember':
      return inviteMember(state, command, moment);
    case 'offerPasswordReset':
      return offerPasswordReset(state, command, moment);
    case 'choosePassword':
      return choosePassword(state, command, moment);
    case 'changePassword':
      return changePassword(state, command, moment);
    case 'changeRole':
      return holdingDrafts(state, changeRole(state, command, moment), moment);
    case 'removeMember':
      return holdingDrafts(state, removeMember(state, command, moment), moment);
    case 'nameMember':
      return nameMember(state, command);
    case 'signIn':
      return signIn(state, command, moment);
    case 'confirmSession':
      return confirmSession(state, command, moment);
    case 'endSession':
      return endSession(state, command);
    case 'beginTwoFactor':
      return beginTwoFactor(state, command, moment);
    case 'confirmTwoFactor':
      return confirmTwoFactor(state, command, moment);
    case 'endTwoFactor':
      return endTwoFactor(state, command);
    case 'resetTwoFactor':
      return resetTwoFactor(state, command);
  }
}
