import { printDuration } from '../../web/page/words/durations.ts';
import { wordsIn } from '../../web/page/words/languages.ts';
import { printTime } from '../../web/page/words/times.ts';
import type { Words } from '../../web/page/words/words.ts';
import type { Report } from '../domain/incident.ts';
import type { Page } from '../domain/page.ts';
import type { ComponentStatus } from '../domain/status.ts';
import { plainText } from '../publish/plainText.ts';
import { publicReport } from '../publish/publicReport.ts';
import type { PublicReport, PublicUpdate } from '../publish/snapshot.ts';
import { escapeHtml } from '../text/safeHtml.ts';
import type { Message, Scene } from './channel.ts';
import { cut } from './cut.ts';

/** One update as a subscriber reads it. */
type ToldLine = {
  readonly status: PublicUpdate['status'];
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
  readonly page: Page;
  /** PUBLIC_URL. */
  readonly url: string;
  readonly pageName: string;
  readonly report: PublicReport;
  /** `Investigating: Slow answers` */
  readonly title: string;
  /** Since when, how long it lasted, or when it is planned. */
  readonly span: string;
  /** Before several updates that had to wait; null before a single one. */
  readonly lead: string | null;
  /** What it tells, the newest first and whole, those before it shortened. */
  readonly updates: readonly ToldLine[];
  /** The components that it concerns, and how each is now. */
  readonly components: readonly {
    readonly name: string;
    readonly status: ComponentStatus;
    readonly label: string;
  }[];
  /** What to expect. */
  readonly next: string;
  readonly link: string;
};

/** Of an update that a newer one in the same message followed. */
const mostOlderText = 280;

const stories = new WeakMap<Report, WeakMap<Scene, Map<string, Story>>>();

/**
 * Composed once for all who are told the same in one language and zone, as long as report and scene are not read again.
 * Throws when the message is about no report.
 */
export function storyOf({ subscriber, announcements, report, scene }: Message): Story {
  if (!report) throw new Error('there is no story without a report');
  const timeZone = subscriber.timeZone ?? scene.page.timeZone;
  const key = [subscriber.language, timeZone, ...announcements.map(({ id }) => id)].join(' ');
  const ofReport = stories.get(report) ?? new WeakMap<Scene, Map<string, Story>>();
  const ofScene = ofReport.get(scene) ?? new Map<string, Story>();
  const known = ofScene.get(key);
  if (known) return known;
  const story = compose(wordsIn(subscriber.language), timeZone, announcements, report, scene);
  stories.set(report, ofReport.set(scene, ofScene.set(key, story)));
  return story;
}

function compose(
  words: Words,
  timeZone: string,
  announcements: Message['announcements'],
  report: Report,
  scene: Scene,
): Story {
  const shown = publicReport(report, scene.components);
  const when = (at: number): string => printTime(words.dates, 'moment', at, timeZone, scene.now);
  const told = new Set(announcements.map(({ updateId }) => updateId));
  const tellsPostmortem = announcements.some(({ about }) => about === 'postmortem');
  const isTold = ({ id, status }: PublicUpdate): boolean =>
    told.has(id) || (tellsPostmortem && status === 'postmortem');
  const updates = shown.updates.filter(isTold);
  const oldest = updates.at(-1);
  return {
    words,
    page: scene.page,
    url: scene.url,
    pageName: scene.page.name,
    report: shown,
    title: `${words.reportStatusWord[shown.status]}: ${shown.name}`,
    span: span(shown, words, timeZone, scene.now),
    lead:
      oldest && updates.length > 1 ? words.messages.several(updates.length, when(oldest.displayAt)) : null,
    updates: updates.map((update, index) => ({
      status: update.status,
      label: words.reportStatusWord[update.status],
      when: when(update.displayAt),
      ...(index === 0 ? whole(update) : shortened(update)),
    })),
    components: shown.components.map(({ id, name }) => {
      const status = scene.statusNow(id);
      return { name, status, label: words.statusWord[status] };
    }),
    next: isOver(shown) ? words.messages.over : words.messages.next,
    link: announcements.some(({ about }) => about === 'alert')
      ? `${scene.url}/admin`
      : `${scene.url}/incidents/${report.id}`,
  };
}

function whole({ html }: PublicUpdate): Pick<ToldLine, 'text' | 'html'> {
  return { text: plainText(html), html };
}

function shortened(update: PublicUpdate): Pick<ToldLine, 'text' | 'html'> {
  const { text, html } = whole(update);
  if (text.length <= mostOlderText) return { text, html };
  const short = cut(text, mostOlderText);
  return { text: short, html: `<p>${escapeHtml(short).replaceAll('\n', '<br>')}</p>` };
}

export function isOver({ status }: PublicReport): boolean {
  return status === 'resolved' || status === 'completed' || status === 'postmortem';
}

function span(report: PublicReport, words: Words, timeZone: string, now: number): string {
  const { dates, messages } = words;
  const { beganAt, resolvedAt, scheduledFor, scheduledUntil } = report;
  const range = (style: 'start' | 'window', from: number, until: number): [string, string] => [
    printTime(dates, style, from, timeZone, now),
    printTime(dates, 'end', until, timeZone, from),
  ];
  if (scheduledFor !== null && scheduledUntil !== null) {
    return messages.planned(range('window', scheduledFor, scheduledUntil).join(' – '));
  }
  if (resolvedAt === null || !isOver(report)) {
    return messages.since(printTime(dates, 'moment', beganAt, timeZone, now));
  }
  const length = printDuration(words, Math.max(0, resolvedAt - beganAt));
  return messages.lasted(length, ...range('start', beganAt, resolvedAt));
}
