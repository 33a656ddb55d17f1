import type { HistoryMonth, HistoryPage } from '../../server/publish/snapshot.ts';
import { type Assets, renderDocument } from './document.tsx';
import { historyPagePath } from './paths.ts';
import { PastReport } from './report.tsx';
import { printMonth } from './words.ts';

/** `/history?page=N`: what was reported, by month. */
export function renderHistory(view: HistoryPage, assets: Assets): string {
  return renderDocument({
    now: view,
    assets,
    title: view.number === 1 ? 'History' : `History, page ${view.number}`,
    description: `Incidents and maintenance of ${view.page.name}, by month.`,
    path: historyPagePath(view.number),
    tone: 'unknown',
    here: 'history',
    children: (
      <>
        <h1>History</h1>
        {view.months.map((month) => (
          <section key={monthOf(month)}>
            <h2>{printMonth(monthOf(month))}</h2>
            <div class="list">
              {month.reports.length === 0 && (
                <p class="none">Nothing was reported in {printMonth(monthOf(month))}.</p>
              )}
              {month.reports.map((report) => (
                <PastReport key={report.id} report={report} now={view} />
              ))}
            </div>
          </section>
        ))}
        <nav class="pager" aria-label="Months">
          <span>{view.newer !== null && <a href={historyPagePath(view.newer)}>← Newer</a>}</span>
          <span>{view.older !== null && <a href={historyPagePath(view.older)}>Older →</a>}</span>
        </nav>
      </>
    ),
  });
}

function monthOf({ year, month }: HistoryMonth): string {
  return `${year}-${String(month).padStart(2, '0')}`;
}
