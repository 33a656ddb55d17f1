import type { z } from 'zod';
import type { Desk, DeskReads } from './desk.ts';
import { incidentShape, toIncident } from './incidentShape.ts';
import { notFound } from './notFound.ts';
import { operation } from './operation.ts';
import { Refused } from './refused.ts';
import { readSurroundings } from './shapes.ts';

/** One incident or maintenance as it is answered. Throws `Refused` when there is none. */
export async function showIncident(desk: Desk, incidentId: string): Promise<z.output<typeof incidentShape>> {
  return desk.read(async (reads) => {
    const report = await reads.report(incidentId);
    if (!report) throw await noSuchIncident(reads, incidentId);
    return toIncident(report, await readSurroundings(reads, desk));
  });
}

/** There is no such incident; says where it went when it became part of another one. */
export async function noSuchIncident(reads: DeskReads, incidentId: string): Promise<Refused> {
  const intoId = await reads.mergedInto(incidentId);
  if (intoId === null) return notFound('incident', incidentId);
  return new Refused({
    fault: 'not_found',
    code: 'incident.merged',
    message: `The incident ${incidentId} is part of the incident ${intoId} now.`,
    details: [{ path: 'incident_id', message: intoId }],
  });
}

export const getIncident = operation({
  method: 'GET',
  path: '/pages/{page_id}/incidents/{incident_id}',
  role: 'viewer',
  summary: 'One incident or maintenance',
  answer: { status: 200, schema: incidentShape },
  run: ({ desk, params }) => showIncident(desk, params.incident_id ?? ''),
});
