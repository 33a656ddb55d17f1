import type { PublicReport, PublicUpdate } from '../../server/publish/snapshot.ts';
import { useWords } from './language.ts';
import { ledgerPath, maintenanceFilePath, reportPath, updateAnchor, updatePath } from './paths.ts';
import { toneOfStatus } from './statusShapes.ts';
import { type Now, Sentence, Time, TimeRange } from './time.tsx';
import { printDuration } from './words/durations.ts';
import { listNames, type Phrase } from './words/phrase.ts';
import type { Words } from './words/words.ts';

/** What a report is now, in a word: one with a postmortem is resolved. */
export function stateWord({ reportStatusWord }: Words, status: PublicReport['status']): string {
  return reportStatusWord[status === 'postmortem' ? 'resolved' : status];
}

export function StatusPill({ status }: { status: PublicReport['status'] }) {
  return <span class={`pill ${toneOfStatus[status]}`}>{stateWord(useWords(), status)}</span>;
}

/** What was written in an update, as HTML that was sanitised when it was written. */
export function Prose({ html }: { html: string }) {
  if (html === '') return null;
  return <div class="prose" dangerouslySetInnerHTML={{ __html: html }} />;
}

/** What was said while it lasted. The postmortem stands by itself. */
function saidOf(report: PublicReport): readonly PublicUpdate[] {
  return report.updates.filter(({ status }) => status !== 'postmortem');
}

/** Undefined while none is published. */
export function postmortemOf(report: PublicReport): PublicUpdate | undefined {
  return report.updates.find(({ status }) => status === 'postmortem');
}

type TimelineProps = {
  readonly report: PublicReport;
  readonly now: Now;
  /** With full dates, with what each update said about components, and with the places that feeds link to. */
  readonly detailed?: boolean;
};

/** The updates, newest first. */
export function Timeline({ report, now, detailed }: TimelineProps) {
  const { reportStatusWord, edited } = useWords();
  return (
    <ol class="timeline">
      {saidOf(report).map((update) => (
        <li
          key={update.id}
          id={detailed ? updateAnchor(update) : undefined}
          class={toneOfStatus[update.status]}
        >
          <p class="entry">
            <b>{reportStatusWord[update.status]}</b>
            <Time at={update.displayAt} as={detailed ? 'full' : 'moment'} now={now} />
            {update.editedAt !== null && (
              <small>
                {edited} <Time at={update.editedAt} as={detailed ? 'full' : 'moment'} now={now} />
              </small>
            )}
          </p>
          <Prose html={update.html} />
          {detailed && <StatusChanges update={update} />}
        </li>
      ))}
    </ol>
  );
}

function StatusChanges({ update }: { update: PublicUpdate }) {
  const { statusWithin } = useWords();
  const changes = (update.affected ?? []).filter(({ oldStatus, newStatus }) => oldStatus !== newStatus);
  if (changes.length === 0) return null;
  return (
    <ul class="changes">
      {changes.map(({ componentId, name, oldStatus, newStatus }) => (
        <li key={componentId}>
          <a href={ledgerPath(componentId)}>{name}</a>: {statusWithin[oldStatus]} →{' '}
          <span class={`status ${newStatus}`}>{statusWithin[newStatus]}</span>
        </li>
      ))}
    </ul>
  );
}

/** From when to when, as far as it is known: a finished report's own times, a planned one's window. */
export function When({ report, now }: { report: PublicReport; now: Now }) {
  const words = useWords();
  const { scheduledFor, scheduledUntil, resolvedAt } = report;
  if (resolvedAt !== null) {
    const from = scheduledFor === null ? report.beganAt : (workBeganAt(report) ?? scheduledFor);
    if (resolvedAt <= from) return <Time at={resolvedAt} now={now} />;
    return (
      <>
        <TimeRange from={from} to={resolvedAt} now={now} /> · {printDuration(words, resolvedAt - from)}
      </>
    );
  }
  if (scheduledFor !== null && scheduledUntil !== null)
    return <TimeRange from={scheduledFor} to={scheduledUntil} now={now} style="window" />;
  return <Sentence phrase={words.started(report.beganAt)} now={now} />;
}

/** When a maintenance was said to be in progress. Its `startedAt` is when it was announced. */
function workBeganAt(report: PublicReport): number | null {
  return report.updates.findLast(({ status }) => status === 'in_progress')?.displayAt ?? null;
}

function affectsPhrase(words: Words, { components }: PublicReport): Phrase {
  if (components.length === 0) return [];
  return words.affects(
    listNames(
      words,
      components.map(({ name }) => name),
    ),
  );
}

/** An open incident or a maintenance in progress, with all that was said so far. */
export function OpenReport({ report, now }: { report: PublicReport; now: Now }) {
  const words = useWords();
  const said = saidOf(report);
  const latest = said[0];
  return (
    <article class="card report">
      <h2>
        <a href={reportPath(report)}>{report.name}</a>
      </h2>
      <p class="facts">
        <StatusPill status={report.status} /> <When report={report} now={now} />
        {said.length > 1 && latest && <Sentence phrase={words.updatedAt(latest.displayAt)} now={now} />}
        <Sentence phrase={affectsPhrase(words, report)} now={now} />
        <AddToCalendar report={report} />
      </p>
      <Timeline report={report} now={now} />
    </article>
  );
}

/** A link to a maintenance as a file for the reader's calendar, while that is of use. */
export function AddToCalendar({ report }: { report: PublicReport }) {
  const { addToCalendar } = useWords();
  if (report.kind !== 'maintenance' || report.resolvedAt !== null) return null;
  return (
    <span class="calendar">
      {' · '}
      <a href={maintenanceFilePath(report)}>{addToCalendar}</a>
    </span>
  );
}

/** A maintenance to come. */
export function PlannedReport({ report, now }: { report: PublicReport; now: Now }) {
  const words = useWords();
  return (
    <article class="card planned">
      <h3>
        <a href={reportPath(report)}>{report.name}</a>
      </h3>
      <p class="facts">
        <When report={report} now={now} />
        <Sentence phrase={affectsPhrase(words, report)} now={now} />
        <AddToCalendar report={report} />
      </p>
      <Prose html={report.updates[0]?.html ?? ''} />
    </article>
  );
}

/** A report in a list of past ones: its times, its last word, and the way to its postmortem. */
export function PastReport({ report, now }: { report: PublicReport; now: Now }) {
  const words = useWords();
  const postmortem = postmortemOf(report);
  return (
    <article class="past">
      <h3>
        <a href={reportPath(report)}>{report.name}</a>
      </h3>
      <p class="facts">
        <StatusPill status={report.status} /> <When report={report} now={now} />
        <Sentence phrase={affectsPhrase(words, report)} now={now} />
      </p>
      <Prose html={saidOf(report)[0]?.html ?? ''} />
      {postmortem && (
        <p>
          <a href={updatePath(report, postmortem)}>{words.readPostmortem}</a>
        </p>
      )}
    </article>
  );
}
