import type { HistoryMonth, HistoryPage } from '../../server/publish/snapshot.ts';
import { type Assets, renderDocument } from './document.tsx';
import { historyPagePath } from './paths.ts';
import { PastReport } from './report.tsx';
import { wordsIn } from './words/languages.ts';
import { printMonth } from './words/months.ts';

/** `/history/N`: what was reported, by month. */
export function renderHistory(view: HistoryPage, assets: Assets): string {
  const words = wordsIn(view.page.language);
  return renderDocument({
    now: view,
    assets,
    title: view.number === 1 ? words.history : words.historyPage(view.number),
    description: words.historyDescription(view.page.name),
    path: historyPagePath(view.number),
    tone: 'unknown',
    here: 'history',
    children: (
      <>
        <h1>{words.history}</h1>
        {view.months.map((month) => (
          <section key={monthOf(month)}>
            <h2>{printMonth(words.dates, monthOf(month))}</h2>
            <div class="list">
              {month.reports.length === 0 && (
                <p class="none">{words.quietMonth(printMonth(words.dates, monthOf(month)))}</p>
              )}
              {month.reports.map((report) => (
                <PastReport key={report.id} report={report} now={view} />
              ))}
            </div>
          </section>
        ))}
        <nav class="pager" aria-label={words.months}>
          <span>{view.newer !== null && <a href={historyPagePath(view.newer)}>{words.newer}</a>}</span>
          <span>{view.older !== null && <a href={historyPagePath(view.older)}>{words.older}</a>}</span>
        </nav>
      </>
    ),
  });
}

function monthOf({ year, month }: HistoryMonth): string {
  return `${year}-${String(month).padStart(2, '0')}`;
}
