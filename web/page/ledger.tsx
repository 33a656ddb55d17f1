import type { Ledger, LedgerEntry } from '../../server/publish/snapshot.ts';
import { type Assets, renderDocument } from './document.tsx';
import { StatusMark } from './icons.tsx';
import { componentFeedPath, ledgerPath, methodPath, reportPath } from './paths.ts';
import { Sentence, TimeRange } from './time.tsx';
import {
  dayLines,
  divisionSteps,
  factor,
  ledgerResult,
  ledgerTitle,
  policySentences,
  printDay,
  printDuration,
  printMonth,
  retiredPhrase,
  seconds,
  texts,
  weightedSeconds,
} from './words.ts';

/** `/uptime/{component_id}`: a percentage with everything that it takes to calculate it again by hand. */
export function renderLedger(view: Ledger, assets: Assets): string {
  const { component, month } = view;
  const [number, over] = ledgerResult(view.uptime, month);
  return renderDocument({
    now: view,
    assets,
    title: ledgerTitle(component.name),
    description: `${component.name}: ${number} ${over}`,
    path: ledgerPath(component.id, month),
    tone: component.status ?? 'unknown',
    here: 'uptime',
    feed: { title: component.name, path: componentFeedPath(component.id) },
    children: (
      <>
        {component.groupName && <p class="over">{component.groupName}</p>}
        <h1>{component.name}</h1>
        <p class="facts">
          {component.status && <StatusMark status={component.status} />}
          {component.retiredAt !== null && (
            <Sentence phrase={retiredPhrase(component.retiredAt)} now={view} />
          )}
        </p>
        <Months view={view} />
        <p class="result">
          <b>{number}</b> {over}
        </p>
        <Window view={view} />
        {(view.coveredMs > 0 || view.entries.length > 0) && <Entries view={view} />}
        <Division view={view} />
        <section>
          <h2>{texts.policy}</h2>
          <ul class="prose">
            {policySentences(view.page.policy).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <p>
            <a href={methodPath}>{texts.method}</a>
          </p>
        </section>
        <Days view={view} />
        <p class="files">
          {texts.files} <a href={ledgerPath(component.id, month, '.json')}>JSON</a>,{' '}
          <a href={ledgerPath(component.id, month, '.csv')}>CSV</a>
        </p>
      </>
    ),
  });
}

function Months({ view: { component, month, previousMonth, nextMonth } }: { view: Ledger }) {
  return (
    <nav class="pager" aria-label={texts.months}>
      <span>
        {previousMonth && <a href={ledgerPath(component.id, previousMonth)}>← {printMonth(previousMonth)}</a>}
      </span>
      <span>{month && <a href={ledgerPath(component.id)}>{texts.last90Days}</a>}</span>
      <span>{nextMonth && <a href={ledgerPath(component.id, nextMonth)}>{printMonth(nextMonth)} →</a>}</span>
    </nav>
  );
}

function Window({ view }: { view: Ledger }) {
  const { knownStart, knownEnd } = view;
  return (
    <dl class="terms">
      <dt>{texts.window}</dt>
      <dd>
        <TimeRange from={view.windowStart} to={view.windowEnd} now={view} style="exact" />
      </dd>
      <dt>{texts.known}</dt>
      <dd>
        {knownStart === null || knownEnd === null ? (
          texts.nothing
        ) : (
          <TimeRange from={knownStart} to={knownEnd} now={view} style="exact" />
        )}
      </dd>
      <dt>{texts.covered}</dt>
      <dd>
        {seconds(view.coveredMs)} s{view.coveredMs > 0 && ` (${printDuration(view.coveredMs)})`}
      </dd>
    </dl>
  );
}

function Entries({ view }: { view: Ledger }) {
  return (
    <section>
      <h2>{texts.entries}</h2>
      {view.entries.length === 0 ? (
        <p class="none">{texts.noEntries}</p>
      ) : (
        <div class="card">
          <table class="entries">
            <thead>
              <tr>
                <th scope="col">{texts.status}</th>
                <th scope="col">{texts.fromUntil}</th>
                <th scope="col">{texts.length}</th>
                <th scope="col">× {texts.factor}</th>
                <th scope="col">= {texts.downtime}</th>
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
                  {texts.sum}
                </th>
                <td data-label={texts.downtime}>{weightedSeconds(view.weightedDowntime)} s</td>
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
        <Cause entry={entry} />
      </th>
      <td data-label={texts.fromUntil}>
        <TimeRange from={entry.start} to={entry.end} now={view} style="exact" />
        <small>{printDuration(length)}</small>
      </td>
      <td data-label={texts.length}>{seconds(length)} s</td>
      <td data-label={texts.factor}>{entry.covered ? factor(entry.weight) : texts.leftOut}</td>
      <td data-label={texts.downtime}>
        {entry.covered ? `${weightedSeconds(length * entry.weight)} s` : '–'}
      </td>
    </tr>
  );
}

function Cause({ entry: { reports, reasons, status } }: { entry: LedgerEntry }) {
  if (reports.length === 0 && reasons.length === 0) {
    return status === 'unknown' ? null : <small>{texts.byHand}</small>;
  }
  return (
    <>
      {reports.map((report) => (
        <a key={report.id} href={reportPath(report)}>
          {report.name}
        </a>
      ))}
      {reasons.map((reason) => (
        <small key={reason}>
          {texts.byHand}: {reason}
        </small>
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
        <h2>{texts.calculation}</h2>
        <p class="none">{texts.noCalculation}</p>
      </section>
    );
  }
  const leftOut = entries.reduce((sum, { covered, start, end }) => (covered ? sum : sum + end - start), 0);
  const steps = divisionSteps(knownEnd - knownStart, leftOut, coveredMs, weightedDowntime, view.uptime);
  return (
    <section>
      <h2>{texts.calculation}</h2>
      <ol class="steps card">
        {steps.map((step, i) => (
          <li key={i}>
            <Sentence phrase={step} now={view} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Days({ view }: { view: Ledger }) {
  return (
    <section>
      <h2>{texts.daily}</h2>
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
