import { renderToString } from 'preact-render-to-string';
import type { ReportPage } from '../../server/publish/snapshot.ts';
import { OpenReport, PlannedReport } from './report.tsx';
import { ReportStory } from './reportPage.tsx';

/**
 * A report byte for byte as the public pages show it, without the document around it: what goes on and what is planned
 * as on the home page, what is over as on its own page, which tells all updates, what they changed, and the postmortem.
 */
export function renderPreview(view: ReportPage): string {
  const { report } = view;
  if (report.resolvedAt !== null) return renderToString(<ReportStory view={view} />);
  if (report.status === 'scheduled') return renderToString(<PlannedReport report={report} now={view} />);
  return renderToString(<OpenReport report={report} now={view} />);
}
