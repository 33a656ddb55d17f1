import { sqliteKit } from './columns.ts';
import { defineTables } from './tables.ts';

export const {
  page,
  logoImages,
  groups,
  components,
  incidents,
  updates,
  impacts,
  deletedIncidents,
  templates,
  drafts,
  series,
  occurrences,
  merged,
  tokens,
  members,
  links,
  sessions,
  uses,
  measurements,
  auditEntries,
  requests,
} = defineTables(sqliteKit);
