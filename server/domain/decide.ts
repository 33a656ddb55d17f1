import type { Command, Decision, Moment, Needs, State } from './command.ts';
import {
  addComponent,
  addGroup,
  editComponent,
  retireComponent,
  setComponentStatus,
} from './decideComponent.ts';
import { importRecords, importStatuses } from './decideImport.ts';
import { deleteIncident, openIncident } from './decideIncident.ts';
import { advanceMaintenances, scheduleMaintenance } from './decideMaintenance.ts';
import { configurePage } from './decidePage.ts';
import { issueToken, revokeToken } from './decideToken.ts';
import { deleteUpdate, editUpdate, postUpdate } from './decideUpdate.ts';
import { withUpdateTimes } from './updateTimes.ts';

/** What the store must load for this command besides the page, its components and the open impacts. */
export function needs(command: Command): Needs {
  return {
    reportIds: reportIds(command),
    dueMaintenances: command.type === 'advanceMaintenances',
    tokens: command.type === 'issueToken' || command.type === 'revokeToken',
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
      return [command.incidentId];
    case 'importRecords':
      return command.reports.map((report) => report.id);
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
    case 'addGroup':
      return addGroup(state, command, moment);
    case 'addComponent':
      return addComponent(state, command, moment);
    case 'editComponent':
      return editComponent(state, command, moment);
    case 'retireComponent':
      return retireComponent(state, command, moment);
    case 'setComponentStatus':
      return setComponentStatus(state, command, moment);
    case 'openIncident':
      return openIncident(state, command, moment);
    case 'scheduleMaintenance':
      return scheduleMaintenance(state, command, moment);
    case 'postUpdate':
      return postUpdate(state, command, moment);
    case 'editUpdate':
      return editUpdate(state, command, moment);
    case 'deleteUpdate':
      return deleteUpdate(state, command, moment);
    case 'deleteIncident':
      return deleteIncident(state, command);
    case 'advanceMaintenances':
      return advanceMaintenances(state, moment);
    case 'importRecords':
      return importRecords(state, command, moment);
    case 'importStatuses':
      return importStatuses(state, command);
    case 'issueToken':
      return issueToken(command, moment);
    case 'revokeToken':
      return revokeToken(state, command, moment);
  }
}
