import { wordsIn } from '../../web/page/words/languages.ts';
import type { Language } from '../domain/language.ts';
import type { PersonalLink } from '../domain/subscribing.ts';
import { escapeHtml } from '../text/safeHtml.ts';
import type { Mail } from './mail.ts';

export type PersonalMail = {
  /** The same each time that it is sent. */
  readonly id: string;
  readonly to: string;
  readonly language: Language;
  readonly pageName: string;
  readonly purpose: PersonalLink;
  /** Where the link leads. */
  readonly address: string;
};

/** The mail with a personal link. Nothing in it comes from whoever asked for it. */
export function writePersonalMail({ id, to, language, pageName, purpose, address }: PersonalMail): Mail {
  const { subject, lead, action, otherwise } = wordsIn(language).subscribing.mails[purpose];
  return {
    id,
    to,
    subject: `[${pageName}] ${subject}`,
    text: [lead(pageName), `${action}:\n${address}`, otherwise, `-- \n${pageName}`].join('\n\n'),
    html: [
      `<!doctype html><html lang="${language}"><body>`,
      `<p>${escapeHtml(lead(pageName))}</p>`,
      `<p><a href="${escapeHtml(address)}">${escapeHtml(action)}</a></p>`,
      `<p>${escapeHtml(otherwise)}</p>`,
      `<p>${escapeHtml(pageName)}</p>`,
      '</body></html>',
    ].join('\n'),
    thread: null,
    unsubscribe: null,
  };
}
