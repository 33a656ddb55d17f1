import { wordsIn } from '../../web/page/words/languages.ts';
import { printTime } from '../../web/page/words/times.ts';
import type { Words } from '../../web/page/words/words.ts';
import { plainText } from '../publish/plainText.ts';
import { publicReport } from '../publish/publicReport.ts';
import type { PublicReport, PublicUpdate } from '../publish/snapshot.ts';
import type { Message } from './channel.ts';

/** One update as a subscriber reads it. */
type ToldLine = {
  readonly label: string;
  /** In the subscriber's zone. */
  readonly when: string;
  readonly text: string;
  /** Safe: rendered when it was written. */
  readonly html: string;
};

/** What a message about a report says, in the language and the zone of its subscriber, whatever carries it. */
export type Story = {
  readonly words: Words;
  readonly pageName: string;
  readonly report: PublicReport;
  /** `Investigating: Slow answers` */
  readonly title: string;
  /** When it began, or from when until when it is planned. */
  readonly span: string;
  /** What it tells, the newest first; several when they had to wait. */
  readonly updates: readonly ToldLine[];
  /** The components that it concerns, and how each is now. */
  readonly components: readonly { readonly name: string; readonly status: string }[];
  readonly link: string;
};

/** Throws when the message is about no report. */
export function storyOf({ subscriber, announcements, report, scene }: Message): Story {
  if (!report) throw new Error('there is no story without a report');
  const words = wordsIn(subscriber.language);
  const timeZone = subscriber.timeZone ?? scene.page.timeZone;
  const shown = publicReport(report, scene.components);
  const when = (at: number): string => printTime(words.dates, 'moment', at, timeZone, scene.now);
  const told = new Set(announcements.map(({ updateId }) => updateId));
  const tellsPostmortem = announcements.some(({ about }) => about === 'postmortem');
  const isTold = ({ id, status }: PublicUpdate): boolean =>
    told.has(id) || (tellsPostmortem && status === 'postmortem');
  return {
    words,
    pageName: scene.page.name,
    report: shown,
    title: `${words.reportStatusWord[shown.status]}: ${shown.name}`,
    span: span(shown, when),
    updates: shown.updates.filter(isTold).map((update) => ({
      label: words.reportStatusWord[update.status],
      when: when(update.displayAt),
      text: plainText(update.html),
      html: update.html,
    })),
    components: shown.components.map(({ id, name }) => ({
      name,
      status: words.statusWord[scene.statusNow(id)],
    })),
    link: `${scene.url}/incidents/${report.id}`,
  };
}

function span({ beganAt, scheduledFor, scheduledUntil }: PublicReport, when: (at: number) => string): string {
  if (scheduledFor === null || scheduledUntil === null) return when(beganAt);
  return `${when(scheduledFor)} – ${when(scheduledUntil)}`;
}
