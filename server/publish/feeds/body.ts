import { zoneName } from '../../../web/page/words/times.ts';
import type { Words } from '../../../web/page/words/words.ts';
import type { PublicReport, PublicUpdate } from '../snapshot.ts';
import { wallClock } from './times.ts';

/** What an update is called: its status, or `Update` when that is the one of the update before it. */
export function updateLabel(words: Words, report: PublicReport, update: PublicUpdate): string {
  const before = report.updates[report.updates.indexOf(update) + 1];
  return before?.status === update.status ? words.update : words.reportStatusWord[update.status];
}

/** An update in Statuspage's layout. Its first paragraph goes on where the label ends. */
export function updateBody(
  words: Words,
  report: PublicReport,
  update: PublicUpdate,
  timeZone: string,
): string {
  const [lead, rest] = splitLead(update.html);
  const when = moment(words, update.displayAt, timeZone);
  const label = updateLabel(words, report, update);
  return `<p><small>${when}</small><br><strong>${label}</strong> - ${lead}</p>${rest}`;
}

/** When a maintenance is planned, in Statuspage's layout. Empty for an incident. */
export function scheduledBody(
  words: Words,
  { scheduledFor, scheduledUntil }: PublicReport,
  timeZone: string,
): string {
  if (scheduledFor === null || scheduledUntil === null) return '';
  const [start, end] = [scheduledFor, scheduledUntil].map((at) => moment(words, at, timeZone));
  return `<p><strong>${words.scheduledEvent} ${start} &nbsp;-&nbsp; ${end}</strong></p>`;
}

/** Statuspage marks the parts of a moment, for scripts that print it in the reader's zone. */
function moment({ dates, feedLanguage, feedMoment }: Words, at: number, timeZone: string): string {
  const { month, day, time } = wallClock(at, timeZone, feedLanguage);
  return feedMoment({
    month,
    day: `<var data-var='date'>${day}</var>`,
    time: `<var data-var='time'>${time}</var>`,
    zone: zoneName(dates, timeZone, at),
  });
}

const block = /<(?:p|hr|blockquote|pre|ul|ol|table)\b[^>]*>/;
const nextParagraph = /<\/p>\s*<p>/g;

/**
 * The text that can stand in a paragraph after the label, and what cannot: lists, quotations, tables and all behind
 * them. Paragraphs one after the other become one with line breaks, as in recorded feeds.
 */
function splitLead(html: string): [lead: string, rest: string] {
  const text = html.replace(nextParagraph, '<br /><br />');
  const first = block.exec(text);
  if (!first) return [text, ''];
  if (first.index > 0 || first[0] !== '<p>')
    return [text.slice(0, first.index).trim(), text.slice(first.index)];
  const end = text.indexOf('</p>');
  return [text.slice('<p>'.length, end), text.slice(end + '</p>'.length).trim()];
}
