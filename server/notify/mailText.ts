import { toneOfStatus } from '../../web/page/statusShapes.ts';
import { escapeHtml } from '../text/safeHtml.ts';
import type { Message } from './channel.ts';
import { cut } from './cut.ts';
import type { Mail } from './mail.ts';
import { button, heading, link, mailDocument, marked, paragraph, quiet, rule, says } from './mailFrame.ts';
import { type Letter, linkPlace } from './mailTemplate.ts';
import { type Story, storyOf } from './story.ts';

/** Stories are the same for many, so their mails are as well. */
const letters = new WeakMap<Story, Letter>();

/** A message as a mail: subject and text say what, since when, what next; as plain text and as HTML. */
export function writeMail(message: Message): Mail {
  const story = storyOf(message);
  const letter = letters.get(story) ?? compose(story);
  letters.set(story, letter);
  const { manage, unsubscribe } = message.links;
  return {
    id: message.id,
    to: message.subscriber.address,
    letter,
    link: manage,
    thread: `${story.report.id}.${message.subscriber.id}`,
    unsubscribe,
  };
}

function compose(story: Story): Letter {
  const subject = `[${story.pageName}] ${story.title}`;
  return { subject, text: textOf(story), html: htmlOf(story, subject) };
}

function textOf({ words, title, span, lead, updates, components, next, link, pageName }: Story): string {
  const { affectedComponents, messages } = words;
  const states = components.map(({ name, label }) => `${name}: ${label}`);
  const parts = [
    `${title}\n${span}`,
    lead ?? '',
    ...updates.map(({ label, when, text }) => `${label} – ${when}\n${text}`),
    states.length === 0 ? '' : `${affectedComponents}\n${states.join('\n')}`,
    next,
    `${messages.follow}:\n${link}`,
    `-- \n${messages.why(pageName)}\n${messages.manage}:\n${linkPlace}\n`,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function htmlOf(story: Story, subject: string): string {
  const { words, page, url, report, span, lead, updates, components, next } = story;
  const { messages } = words;
  const [newest] = updates;
  const states = components.map(
    ({ name, status, label }) =>
      `<tr><td style="padding:4px 12px 4px 0">${escapeHtml(name)}</td><td style="padding:4px 0;text-align:right;white-space:nowrap">${marked(status, label)}</td></tr>`,
  );
  return mailDocument({
    language: words.language,
    page,
    url,
    subject,
    preheader: cut([span, newest?.text ?? ''].join('. '), 140),
    content: [
      heading(report.name),
      paragraph(span, 'quiet'),
      lead === null ? '' : paragraph(lead),
      updates
        .map(
          ({ status, label, when, html }) =>
            `<p style="margin:0 0 4px">${marked(toneOfStatus[status], label)} ${quiet(`– ${when}`)}</p>\n${says(html)}`,
        )
        .join(rule()),
      states.length === 0
        ? ''
        : `${rule()}\n${paragraph(words.affectedComponents, 'quiet')}\n<table style="width:100%;border-collapse:collapse" role="presentation">${states.join('')}</table>`,
      rule(),
      `<p style="margin:0">${escapeHtml(next)}</p>`,
      button(story.link, messages.follow),
    ].join('\n'),
    footer: `<p style="margin:0">${escapeHtml(messages.why(page.name))} ${link(linkPlace, messages.manage)}</p>`,
  });
}
