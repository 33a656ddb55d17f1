import { sqliteKit } from './columns.ts';
import { defineTables } from './tables.ts';

export const {
  page,
  groups,
  components,
  incidents,
  updates,
  impacts,
  deletedIncidents,
  tokens,
  measurements,
  auditEntries,
} = defineTables(sqliteKit);
