import { z } from 'zod';
import type { Change } from '../../domain/command.ts';
import type { Id } from '../../domain/id.ts';
import type { Report } from '../../domain/incident.ts';
import { publicPage } from '../../publish/buildSnapshot.ts';
import { type PreviewContext, previewPostmortem, previewReport } from '../../publish/preview.ts';
import type { ManageBackend } from './backend.ts';
import type { Sides } from './sides.ts';

const mostPreviews = 20;

export const previewedReport = z
  .object({
    kind: z.enum(['incident', 'maintenance']),
    id: z.string().describe('Of what would be new: another one each time'),
    state: z
      .enum(['published', 'draft', 'removed'])
      .describe('draft: as it would be once the draft is published'),
    html: z
      .string()
      .describe(
        'As the public page shows it, to be dressed with its style: what is open or planned as on /, what is over as on /incidents/ID. Empty when it is removed.',
      ),
  })
  .meta({ id: 'PreviewedReport' });

type Previewed = z.output<typeof previewedReport>;

/** What drafts would come to, and when: their own time, or now. */
type Drafted = { readonly changes: readonly Change[]; readonly now: number };

/** What the commands in the drafts that are put would write at their time. One that would be refused then has no card. */
export async function considerDrafts(
  backend: Pick<ManageBackend, 'consider'>,
  changes: readonly Change[],
  now: number,
): Promise<Drafted[]> {
  const drafted: Drafted[] = [];
  for (const change of changes) {
    if (!('put' in change) || change.put !== 'draft') continue;
    const at = change.draft.publishAt ?? now;
    const decision = await backend.consider(change.draft.command, { at });
    if (!('refusal' in decision)) drafted.push({ changes: decision.changes, now: at });
  }
  return drafted;
}

/** The reports that are written or removed, as readers will see them; 20 at most. */
export async function wouldPublish(
  { before, after, changes, now }: Sides,
  drafted: readonly Drafted[],
  url: string,
): Promise<Previewed[]> {
  const written = [...reportsOf(changes)].slice(0, mostPreviews);
  const planned = drafted.flatMap((one) =>
    [...reportsOf(one.changes).values()].flatMap((report) => (report ? [{ report, at: one.now }] : [])),
  );
  if (written.length + planned.length === 0) return [];

  const page = publicPage((await after.page()).page, url);
  const context: PreviewContext = { components: await after.components(), page, now };
  const previews: Previewed[] = [];
  for (const [id, report] of written) {
    const known = await before.report(id);
    if (report) previews.push(previewOf(report, known, context));
    else if (known) previews.push({ kind: known.kind, id, state: 'removed', html: '' });
  }
  for (const { report, at } of planned) {
    const html = previewReport(report, { ...context, now: at });
    previews.push({ kind: report.kind, id: report.id, state: 'draft', html });
  }
  return previews.slice(0, mostPreviews);
}

/** The reports that changes put, as they are at the end, or null for those that they remove. */
function reportsOf(changes: readonly Change[]): ReadonlyMap<Id, Report | null> {
  const reports = new Map<Id, Report | null>();
  for (const change of changes) {
    if ('put' in change && change.put === 'report') reports.set(change.report.id, change.report);
    if ('remove' in change && change.remove === 'report') reports.set(change.reportId, null);
  }
  return reports;
}

/** When readers see no difference and the draft of its postmortem has another text, that is what was written. */
function previewOf(report: Report, known: Report | null, context: PreviewContext): Previewed {
  const { kind, id } = report;
  const html = previewReport(report, context);
  const draft = draftOf(report);
  if (known && draft !== null && draft !== draftOf(known) && html === previewReport(known, context)) {
    return { kind, id, state: 'draft', html: previewPostmortem(report, context) ?? html };
  }
  return { kind, id, state: 'published', html };
}

/** The text of a postmortem that is being written; null: there is none. */
function draftOf(report: Report): string | null {
  return report.kind === 'incident' ? (report.postmortem?.draft?.source ?? null) : null;
}
