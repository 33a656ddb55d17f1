import type { ReportPage } from '../../server/publish/snapshot.ts';
import { type Assets, renderDocument } from './document.tsx';
import { useWords } from './language.ts';
import { historyPath, ledgerPath, reportPath, updateAnchor } from './paths.ts';
import { AddToCalendar, Prose, postmortemOf, StatusPill, stateWord, Timeline, When } from './report.tsx';
import { FollowReport } from './subscribe.tsx';
import { Time } from './time.tsx';
import { wordsIn } from './words/languages.ts';

/** `/incidents/{id}`: one incident or maintenance with all that was said about it. */
export function renderReport(view: ReportPage, assets: Assets, sendsMail: boolean): string {
  const { report } = view;
  const words = wordsIn(view.page.language);
  return renderDocument({
    now: view,
    assets,
    title: report.name,
    description: `${stateWord(words, report.status)}: ${report.name}`,
    path: reportPath(report),
    tone: 'unknown',
    here: 'history',
    children: (
      <>
        <ReportStory view={view} />
        {sendsMail && report.resolvedAt === null && <FollowReport report={report} />}
        <p>
          <a href={historyPath}>{words.allReports}</a>
        </p>
      </>
    ),
  });
}

/** All that is told of an incident or a maintenance on its own page. */
export function ReportStory({ view }: { view: ReportPage }) {
  const words = useWords();
  const { report } = view;
  const postmortem = postmortemOf(report);
  return (
    <>
      <h1>{report.name}</h1>
      <p class="facts">
        <StatusPill status={report.status} /> {words.impactWord[report.impact]} ·{' '}
        <When report={report} now={view} />
        <AddToCalendar report={report} />
      </p>
      {report.components.length > 0 && (
        <section>
          <h2>{words.affectedComponents}</h2>
          <ul class="names">
            {report.components.map(({ id, name, retired }) => (
              <li key={id}>
                <a href={ledgerPath(id)}>{name}</a>
                {retired && ` ${words.retired}`}
              </li>
            ))}
          </ul>
        </section>
      )}
      {postmortem && (
        <section id={updateAnchor(postmortem)}>
          <h2>{words.reportStatusWord.postmortem}</h2>
          <p class="facts">
            {words.published} <Time at={postmortem.displayAt} as="full" now={view} />
          </p>
          <Prose html={postmortem.html} />
        </section>
      )}
      <section>
        <h2>{words.updates}</h2>
        <div class="card report">
          <Timeline report={report} now={view} detailed />
        </div>
      </section>
    </>
  );
}
