import { escapeHtml } from '../text/safeHtml.ts';
import type { Message } from './channel.ts';
import type { Mail } from './mail.ts';
import { type Story, storyOf } from './story.ts';

/** A message as a mail: subject and text say what, since when, what next; as plain text and as HTML. */
export function writeMail(message: Message): Mail {
  const story = storyOf(message);
  return {
    id: message.id,
    to: message.subscriber.address,
    subject: `[${story.pageName}] ${story.title}`,
    text: textOf(story, message.links.manage),
    html: htmlOf(story, message.links.manage),
    thread: `${story.report.id}.${message.subscriber.id}`,
    unsubscribe: message.links.unsubscribe,
  };
}

function textOf(story: Story, manage: string): string {
  return [
    story.report.name,
    story.span,
    ...story.updates.map(({ label, when, text }) => `${label} – ${when}\n${text}`),
    story.components.map(({ name, status }) => `${name}: ${status}`).join('\n'),
    story.link,
    `-- \n${story.pageName}\n${manage}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function htmlOf(story: Story, manage: string): string {
  const updates = story.updates.map(
    ({ label, when, html }) => `<p><strong>${escapeHtml(label)}</strong> – ${escapeHtml(when)}</p>${html}`,
  );
  const components = story.components.map(
    ({ name, status }) => `<tr><td>${escapeHtml(name)}</td><td>${escapeHtml(status)}</td></tr>`,
  );
  return [
    `<!doctype html><html lang="${story.words.language}"><body>`,
    `<h1><a href="${escapeHtml(story.link)}">${escapeHtml(story.report.name)}</a></h1>`,
    `<p>${escapeHtml(story.span)}</p>`,
    ...updates,
    components.length === 0 ? '' : `<table>${components.join('')}</table>`,
    `<p><a href="${escapeHtml(manage)}">${escapeHtml(story.pageName)}</a></p>`,
    '</body></html>',
  ].join('\n');
}
