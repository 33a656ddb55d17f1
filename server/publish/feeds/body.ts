import { reportStatusWord, zoneName } from '../../../web/page/words.ts';
import type { PublicReport, PublicUpdate } from '../snapshot.ts';
import { wallClock } from './times.ts';

/** What an update is called: its status, or `Update` when that is the one of the update before it. */
export function updateLabel(report: PublicReport, update: PublicUpdate): string {
  const before = report.updates[report.updates.indexOf(update) + 1];
  return before?.status === update.status ? 'Update' : reportStatusWord[update.status];
}

/** An update in Statuspage's layout. Its first paragraph goes on where the label ends. */
export function updateBody(report: PublicReport, update: PublicUpdate, timeZone: string): string {
  const { month, day, time } = wallClock(update.displayAt, timeZone);
  const [lead, rest] = splitLead(update.html);
  const when = `${month} ${dateVar(day)}, ${timeVar(time)} ${zoneName(timeZone, update.displayAt)}`;
  const label = updateLabel(report, update);
  return `<p><small>${when}</small><br><strong>${label}</strong> - ${lead}</p>${rest}`;
}

/** When a maintenance is planned, in Statuspage's words. Empty for an incident. */
export function scheduledBody({ scheduledFor, scheduledUntil }: PublicReport, timeZone: string): string {
  if (scheduledFor === null || scheduledUntil === null) return '';
  const moment = (at: number): string => {
    const { month, day, time } = wallClock(at, timeZone);
    return `${month} ${dateVar(day)}, ${timeVar(time)} ${zoneName(timeZone, at)}`;
  };
  const window = `${moment(scheduledFor)} &nbsp;-&nbsp; ${moment(scheduledUntil)}`;
  return `<p><strong>THIS IS A SCHEDULED EVENT ${window}</strong></p>`;
}

function dateVar(day: string): string {
  return `<var data-var='date'>${day}</var>`;
}

function timeVar(time: string): string {
  return `<var data-var='time'>${time}</var>`;
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
