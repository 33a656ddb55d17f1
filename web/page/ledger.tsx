import type { Ledger, LedgerEntry } from '../../server/publish/snapshot.ts';
import { type Assets, renderDocument } from './document.tsx';
import { StatusMark } from './icons.tsx';
import { useWords } from './language.ts';
import { componentFeedPath, ledgerPath, methodPath, reportPath } from './paths.ts';
import { Sentence, TimeRange } from './time.tsx';
import { dayLines, printDuration } from './words/durations.ts';
import { wordsIn } from './words/languages.ts';
import { printMonth } from './words/months.ts';
import { percent, quotient, thousandths, weightedSeconds } from './words/numbers.ts';
import { policySentences } from './words/policy.ts';
import { printDay } from './words/times.ts';

/** `/uptime/{component_id}`: a percentage with everything that it takes to calculate it again by hand. */
export function renderLedger(view: Ledger, assets: Assets): string {
  const { component, month } = view;
  const words = wordsIn(view.page.language);
  const number = percent(words, view.uptime);
  const over = words.ledgerSpan(month && printMonth(words.dates, month), view.uptime !== null);
  return renderDocument({
    now: view,
    assets,
    title: words.ledgerTitle(component.name),
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
            <Sentence phrase={words.retiredSince(component.retiredAt)} now={view} />
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
          <h2>{words.policy}</h2>
          <ul class="prose">
            {policySentences(words, view.page.policy).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <p>
            <a href={methodPath}>{words.method}</a>
          </p>
        </section>
        <Days view={view} />
        <p class="files">
          {words.files} <a href={ledgerPath(component.id, month, '.json')}>JSON</a>,{' '}
          <a href={ledgerPath(component.id, month, '.csv')}>CSV</a>
        </p>
      </>
    ),
  });
}

function Months({ view: { component, month, previousMonth, nextMonth } }: { view: Ledger }) {
  const words = useWords();
  return (
    <nav class="pager" aria-label={words.months}>
      <span>
        {previousMonth && (
          <a href={ledgerPath(component.id, previousMonth)}>← {printMonth(words.dates, previousMonth)}</a>
        )}
      </span>
      <span>{month && <a href={ledgerPath(component.id)}>{words.last90Days}</a>}</span>
      <span>
        {nextMonth && (
          <a href={ledgerPath(component.id, nextMonth)}>{printMonth(words.dates, nextMonth)} →</a>
        )}
      </span>
    </nav>
  );
}

function Window({ view }: { view: Ledger }) {
  const words = useWords();
  const { knownStart, knownEnd } = view;
  return (
    <dl class="terms">
      <dt>{words.window}</dt>
      <dd>
        <TimeRange from={view.windowStart} to={view.windowEnd} now={view} style="exact" />
      </dd>
      <dt>{words.known}</dt>
      <dd>
        {knownStart === null || knownEnd === null ? (
          words.nothing
        ) : (
          <TimeRange from={knownStart} to={knownEnd} now={view} style="exact" />
        )}
      </dd>
      <dt>{words.covered}</dt>
      <dd>
        {thousandths(words.dates.locale, view.coveredMs)} s
        {view.coveredMs > 0 && ` (${printDuration(words, view.coveredMs)})`}
      </dd>
    </dl>
  );
}

function Entries({ view }: { view: Ledger }) {
  const words = useWords();
  return (
    <section>
      <h2>{words.entries}</h2>
      {view.entries.length === 0 ? (
        <p class="none">{words.noEntries}</p>
      ) : (
        <div class="card">
          <table class="entries">
            <thead>
              <tr>
                <th scope="col">{words.status}</th>
                <th scope="col">{words.fromUntil}</th>
                <th scope="col">{words.length}</th>
                <th scope="col">× {words.factor}</th>
                <th scope="col">= {words.downtime}</th>
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
                  {words.sum}
                </th>
                <td data-label={words.downtime}>
                  {weightedSeconds(words.dates.locale, view.weightedDowntime)} s
                </td>
              </tr>
            </tfoot>
          </table>
        </div>
      )}
    </section>
  );
}

function EntryRow({ entry, view }: { entry: LedgerEntry; view: Ledger }) {
  const words = useWords();
  const { locale } = words.dates;
  const length = entry.end - entry.start;
  return (
    <tr>
      <th scope="row">
        <StatusMark status={entry.status} />
        <Cause entry={entry} />
      </th>
      <td data-label={words.fromUntil}>
        <TimeRange from={entry.start} to={entry.end} now={view} style="exact" />
        <small>{printDuration(words, length)}</small>
      </td>
      <td data-label={words.length}>{thousandths(locale, length)} s</td>
      <td data-label={words.factor}>{entry.covered ? thousandths(locale, entry.weight) : words.leftOut}</td>
      <td data-label={words.downtime}>
        {entry.covered ? `${weightedSeconds(locale, length * entry.weight)} s` : '–'}
      </td>
    </tr>
  );
}

function Cause({ entry: { reports, reasons, status } }: { entry: LedgerEntry }) {
  const { byHand } = useWords();
  if (reports.length === 0 && reasons.length === 0) {
    return status === 'unknown' ? null : <small>{byHand}</small>;
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
          {byHand}: {reason}
        </small>
      ))}
    </>
  );
}

/** The last steps with the numbers filled in: covered time, division, percentage. */
function Division({ view }: { view: Ledger }) {
  const words = useWords();
  const { coveredMs, weightedDowntime, knownStart, knownEnd, entries } = view;
  if (coveredMs === 0 || knownStart === null || knownEnd === null) {
    return (
      <section>
        <h2>{words.calculation}</h2>
        <p class="none">{words.noCalculation}</p>
      </section>
    );
  }
  const leftOut = entries.reduce((sum, { covered, start, end }) => (covered ? sum : sum + end - start), 0);
  const { locale } = words.dates;
  const steps = words.division({
    known: thousandths(locale, knownEnd - knownStart),
    leftOut: thousandths(locale, leftOut),
    covered: thousandths(locale, coveredMs),
    downtime: weightedSeconds(locale, weightedDowntime),
    quotient: quotient(locale, coveredMs, weightedDowntime),
    percent: percent(words, view.uptime),
  });
  return (
    <section>
      <h2>{words.calculation}</h2>
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
  const words = useWords();
  return (
    <section>
      <h2>{words.daily}</h2>
      <ol class="daily card">
        {view.days.map((day) => (
          <li key={day.date} id={day.date}>
            <b>{printDay(words.dates, day.date)}</b>
            <ul>
              {dayLines(words, day).map(({ status, text }) => (
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
