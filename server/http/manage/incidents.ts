import { changeIncident, deleteIncident } from './changeIncident.ts';
import { createIncident } from './createIncident.ts';
import { incidentLists } from './listIncidents.ts';
import { getIncident } from './showIncident.ts';

export const incidentOperations = [
  ...incidentLists,
  getIncident,
  createIncident,
  ...changeIncident,
  deleteIncident,
];
