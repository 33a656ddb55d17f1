import type { HistoryMonth, HistoryPage } from '../../server/publish/snapshot.ts';
import { type Assets, renderDocument } from './document.tsx';
import { historyPagePath } from './paths.ts';
import { PastReport } from './report.tsx';
import { historyDescription, historyTitle, printMonth, quietMonth, texts } from './words.ts';

/** `/history?page=N`: what was reported, by month. */
export function renderHistory(view: HistoryPage, assets: Assets): string {
  return renderDocument({
    now: view,
    assets,
    title: historyTitle(view.number),
    description: historyDescription(view.page.name),
    path: historyPagePath(view.number),
    tone: 'unknown',
    here: 'history',
    children: (
      <>
        <h1>{texts.history}</h1>
        {view.months.map((month) => (
          <section key={monthOf(month)}>
            <h2>{printMonth(monthOf(month))}</h2>
            <div class="list">
              {month.reports.length === 0 && <p class="none">{quietMonth(monthOf(month))}</p>}
              {month.reports.map((report) => (
                <PastReport key={report.id} report={report} now={view} />
              ))}
            </div>
          </section>
        ))}
        <nav class="pager" aria-label={texts.months}>
          <span>{view.newer !== null && <a href={historyPagePath(view.newer)}>{texts.newer}</a>}</span>
          <span>{view.older !== null && <a href={historyPagePath(view.older)}>{texts.older}</a>}</span>
        </nav>
      </>
    ),
  });
}

function monthOf({ year, month }: HistoryMonth): string {
  return `${year}-${String(month).padStart(2, '0')}`;
}
