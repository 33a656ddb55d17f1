import type { Snapshot } from '../../server/publish/snapshot.ts';
import { Banner } from './banner.tsx';
import { ComponentList, type Rendered, visibleSections } from './componentList.tsx';
import { type Assets, renderDocument } from './document.tsx';
import { pageVerdict } from './pageVerdict.ts';
import { historyPath, homePath } from './paths.ts';
import { OpenReport, PastReport, PlannedReport } from './report.tsx';
import { wordsIn } from './words/languages.ts';
import { plainText } from './words/phrase.ts';

/** `/`: what works now, what happened lately, what is planned. Components that are not `rendered` yet are now. */
export function renderHome(snapshot: Snapshot, assets: Assets, rendered: Rendered = new Map()): string {
  const sections = visibleSections(snapshot.sections);
  const words = wordsIn(snapshot.page.language);
  const answer = pageVerdict(snapshot);
  const { openIncidents, activeMaintenances, upcomingMaintenances, recentReports } = snapshot;
  return renderDocument({
    now: snapshot,
    assets,
    title: answer.headline,
    description: `${answer.headline}. ${plainText(words, answer.sentence, snapshot.page.timeZone, snapshot.builtAt)}`,
    path: homePath,
    tone: answer.tone,
    bars: true,
    children: (
      <>
        <Banner verdict={answer} now={snapshot} />
        {[...openIncidents, ...activeMaintenances].map((report) => (
          <OpenReport key={report.id} report={report} now={snapshot} />
        ))}
        {sections.length > 0 && (
          <ComponentList sections={sections} days={snapshot.days} rendered={rendered} />
        )}
        {upcomingMaintenances.length > 0 && (
          <section>
            <h2>{words.planned}</h2>
            {upcomingMaintenances.map((report) => (
              <PlannedReport key={report.id} report={report} now={snapshot} />
            ))}
          </section>
        )}
        <section>
          <h2>{words.past}</h2>
          <div class="list">
            {recentReports.length === 0 && <p class="none">{words.nothingRecent}</p>}
            {recentReports.map((report) => (
              <PastReport key={report.id} report={report} now={snapshot} />
            ))}
          </div>
          <p>
            <a href={historyPath}>{words.allReports}</a>
          </p>
        </section>
      </>
    ),
  });
}
