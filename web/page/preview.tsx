import { renderToString } from 'preact-render-to-string';
import type { ReportPage } from '../../server/publish/snapshot.ts';
import { Spoken } from './language.ts';
import { OpenReport, PlannedReport } from './report.tsx';
import { ReportStory } from './reportPage.tsx';
import { wordsIn } from './words/languages.ts';

/**
 * A report byte for byte as the public pages show it, without the document around it: what goes on and what is planned
 * as on the home page, what is over as on its own page, which tells all updates, what they changed, and the postmortem.
 */
export function renderPreview(view: ReportPage): string {
  return renderToString(
    <Spoken value={wordsIn(view.page.language)}>
      <Preview view={view} />
    </Spoken>,
  );
}

function Preview({ view }: { view: ReportPage }) {
  const { report } = view;
  if (report.resolvedAt !== null) return <ReportStory view={view} />;
  if (report.status === 'scheduled') return <PlannedReport report={report} now={view} />;
  return <OpenReport report={report} now={view} />;
}
