import type { Ledger, LedgerEntry, ReportLink } from '../../server/publish/snapshot.ts';
import { type Assets, renderDocument } from './document.tsx';
import { StatusMark } from './icons.tsx';
import { ledgerPath, methodPath, reportPath } from './paths.ts';
import { Time, TimeRange } from './time.tsx';
import {
  dayLines,
  factor,
  percent,
  policySentences,
  printDay,
  printDuration,
  printMonth,
  quotient,
  seconds,
  weightedSeconds,
} from './words.ts';

/** `/uptime/{component_id}`: a percentage with everything that it takes to calculate it again by hand. */
export function renderLedger(view: Ledger, assets: Assets): string {
  const { component, month } = view;
  const span = month === null ? 'the last 90 days' : printMonth(month);
  return renderDocument({
    now: view,
    assets,
    title: `Uptime of ${component.name}`,
    description: `${component.name}: ${percent(view.uptime)} over ${span}, and how it was calculated.`,
    path: ledgerPath(component.id, month),
    tone: component.status ?? 'unknown',
    here: 'uptime',
    children: (
      <>
        {component.groupName && <p class="over">{component.groupName}</p>}
        <h1>{component.name}</h1>
        <p class="facts">
          {component.status && <StatusMark status={component.status} />}
          {component.retiredAt !== null && (
            <>
              No longer listed since <Time at={component.retiredAt} as="full" now={view} />
            </>
          )}
        </p>
        <Months view={view} />
        <p class="result">
          <b>{percent(view.uptime)}</b> {view.uptime === null ? 'for' : 'uptime over'} {span}
        </p>
        <Window view={view} />
        {(view.coveredMs > 0 || view.entries.length > 0) && <Entries view={view} />}
        <Division view={view} />
        <section>
          <h2>Policy</h2>
          <ul class="prose">
            {policySentences(view.page.policy).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <p>
            <a href={methodPath}>How is this calculated?</a>
          </p>
        </section>
        <Days view={view} />
        <p class="files">
          The same for a program: <a href={ledgerPath(component.id, month, '.json')}>JSON</a>,{' '}
          <a href={ledgerPath(component.id, month, '.csv')}>CSV</a>
        </p>
      </>
    ),
  });
}

function Months({ view: { component, month, previousMonth, nextMonth } }: { view: Ledger }) {
  return (
    <nav class="pager" aria-label="Months">
      <span>
        {previousMonth && <a href={ledgerPath(component.id, previousMonth)}>← {printMonth(previousMonth)}</a>}
      </span>
      <span>{month && <a href={ledgerPath(component.id)}>Last 90 days</a>}</span>
      <span>{nextMonth && <a href={ledgerPath(component.id, nextMonth)}>{printMonth(nextMonth)} →</a>}</span>
    </nav>
  );
}

function Window({ view }: { view: Ledger }) {
  const { knownStart, knownEnd } = view;
  return (
    <dl class="terms">
      <dt>Window</dt>
      <dd>
        <TimeRange from={view.windowStart} to={view.windowEnd} now={view} style="exact" />
      </dd>
      <dt>Known of it</dt>
      <dd>
        {knownStart === null || knownEnd === null ? (
          'nothing'
        ) : (
          <TimeRange from={knownStart} to={knownEnd} now={view} style="exact" />
        )}
      </dd>
      <dt>Covered time</dt>
      <dd>
        {seconds(view.coveredMs)} s{view.coveredMs > 0 && ` (${printDuration(view.coveredMs)})`}
      </dd>
    </dl>
  );
}

function Entries({ view }: { view: Ledger }) {
  return (
    <section>
      <h2>What was not plainly operational</h2>
      {view.entries.length === 0 ? (
        <p class="none">Nothing: all of the covered time was operational.</p>
      ) : (
        <div class="card">
          <table class="entries">
            <thead>
              <tr>
                <th scope="col">Status</th>
                <th scope="col">From, until</th>
                <th scope="col">Length</th>
                <th scope="col">× Factor</th>
                <th scope="col">= Downtime</th>
              </tr>
            </thead>
            <tbody>
              {view.entries.map((entry) => (
                <EntryRow key={entry.start} entry={entry} view={view} />
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row" colspan={4}>
                  Sum of the downtime
                </th>
                <td data-label="Downtime">{weightedSeconds(view.weightedDowntime)} s</td>
              </tr>
            </tfoot>
          </table>
        </div>
      )}
    </section>
  );
}

function EntryRow({ entry, view }: { entry: LedgerEntry; view: Ledger }) {
  const length = entry.end - entry.start;
  return (
    <tr>
      <th scope="row">
        <StatusMark status={entry.status} />
        <Cause reports={entry.reports} manual={entry.status !== 'unknown'} />
      </th>
      <td data-label="From, until">
        <TimeRange from={entry.start} to={entry.end} now={view} style="exact" />
        <small>{printDuration(length)}</small>
      </td>
      <td data-label="Length">{seconds(length)} s</td>
      <td data-label="Factor">{entry.covered ? factor(entry.weight) : 'left out'}</td>
      <td data-label="Downtime">{entry.covered ? `${weightedSeconds(length * entry.weight)} s` : '–'}</td>
    </tr>
  );
}

function Cause({ reports, manual }: { reports: readonly ReportLink[]; manual: boolean }) {
  if (reports.length === 0) return manual ? <small>set by hand</small> : null;
  return (
    <>
      {reports.map((report) => (
        <a key={report.id} href={reportPath(report)}>
          {report.name}
        </a>
      ))}
    </>
  );
}

/** The last steps with the numbers filled in: covered time, division, percentage. */
function Division({ view }: { view: Ledger }) {
  const { coveredMs, weightedDowntime, knownStart, knownEnd, entries } = view;
  if (coveredMs === 0 || knownStart === null || knownEnd === null) {
    return (
      <section>
        <h2>The calculation</h2>
        <p class="none">Nothing is known of this window, so there is nothing to divide.</p>
      </section>
    );
  }
  const leftOut = entries.reduce((sum, { covered, start, end }) => (covered ? sum : sum + end - start), 0);
  const downtime = weightedSeconds(weightedDowntime);
  const share = quotient(coveredMs, weightedDowntime);
  return (
    <section>
      <h2>The calculation</h2>
      <ol class="steps card">
        <li>
          Covered time: {seconds(knownEnd - knownStart)} s known − {seconds(leftOut)} s left out ={' '}
          <b>{seconds(coveredMs)} s</b>
        </li>
        <li>
          Downtime: the sum above = <b>{downtime} s</b>
        </li>
        <li>
          Uptime: 1 − {downtime} ÷ {seconds(coveredMs)} = <b>{share}</b>
        </li>
        <li>
          In percent, cut after three decimals: <b>{percent(view.uptime)}</b>
        </li>
      </ol>
    </section>
  );
}

function Days({ view }: { view: Ledger }) {
  return (
    <section>
      <h2>Day by day</h2>
      <ol class="daily card">
        {view.days.map((day) => (
          <li key={day.date} id={day.date}>
            <b>{printDay(day.date)}</b>
            <ul>
              {dayLines(day).map(({ status, text }) => (
                <li key={status}>
                  <span class={`status ${status}`}>{text}</span>
                </li>
              ))}
              {day.reports.map((report) => (
                <li key={report.id}>
                  <a href={reportPath(report)}>{report.name}</a>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </section>
  );
}
